namespace Julie.Tests.Support;

/// <summary>RabbitMQ of a system that runs it as a process of this machine: its application is ended and started again inside the node.</summary>
public sealed class Broker
{
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private readonly Dictionary<string, string?> environment;

    private Broker(Dictionary<string, string?> environment) => this.environment = environment;

    /// <summary>The node that keeps its data below the folder; null where there is none here that can be told to stop: it runs in a container.</summary>
    public static Broker? Find(string home)
    {
        if (!File.Exists(Control))
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                // Name, cookie and port mapper of the node are in its environment.
                if (File.ReadAllText(Path.Combine(folder, "comm")).StartsWith("beam", StringComparison.Ordinal)
                    && Variables(folder) is var variables && variables.GetValueOrDefault("RABBITMQ_BASE")?.StartsWith(home, StringComparison.Ordinal) == true)
                {
                    return new Broker(variables);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended, or is somebody else's.
            }
        }

        return null;
    }

    /// <summary>Closes every connection and takes no more.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => RunAsync("stop_app", cancellationToken);

    /// <summary>Takes connections again, with the queues as they were.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync("start_app", cancellationToken);

    private static Dictionary<string, string?> Variables(string folder) => File.ReadAllText(Path.Combine(folder, "environ"))
        .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).Where(v => v.Length == 2)
        .DistinctBy(v => v[0]).ToDictionary(v => v[0], v => (string?)v[1]);

    private async Task RunAsync(string command, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(Control, ["--quiet", command], cancellationToken, environment: environment);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {command}: {result.Error} {result.Output}");
        }
    }
}
