using System.Diagnostics;

namespace Julie.Bench.Freshness;

/// <summary>RabbitMQ as <c>./julie up</c> runs it as a process of this machine: its application is ended and started again inside the node.</summary>
internal sealed class Broker(string home)
{
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    public Task StopAsync() => ControlAsync("stop_app");

    public async Task StartAsync()
    {
        await ControlAsync("start_app");
        await ControlAsync("await_startup");
    }

    private async Task ControlAsync(string command)
    {
        var start = new ProcessStartInfo(Control, ["--quiet", command]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Node())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new BenchmarkException($"rabbitmqctl {command}: {error.Trim()} {(await output).Trim()}");
        }
    }

    /// <summary>The environment of the node that keeps its data under the system's folder: name, cookie and port mapper are in it.</summary>
    private Dictionary<string, string> Node()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                if (!File.ReadAllText(Path.Combine(folder, "comm")).StartsWith("beam", StringComparison.Ordinal))
                {
                    continue;
                }

                var variables = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Select(v => v.Split('=', 2)).Where(v => v.Length == 2).DistinctBy(v => v[0]).ToDictionary(v => v[0], v => v[1]);
                if (variables.GetValueOrDefault("RABBITMQ_BASE")?.StartsWith(home, StringComparison.Ordinal) == true)
                {
                    return variables;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended, or is somebody else's.
            }
        }

        throw new BenchmarkException($"No RabbitMQ of {home} runs as a process here: end and start its container by hand instead.");
    }
}
