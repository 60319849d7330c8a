using System.Diagnostics;
using System.Globalization;

namespace Julie.LocalServers;

/// <summary>
/// A child process that ends, with everything it started, when this process ends: by <see cref="DisposeAsync"/>, by a crash
/// or by SIGKILL. A small shell script (supervise.sh) stands between the two and watches a pipe that this process holds open.
/// </summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private readonly Process _watchdog;
    private readonly SupervisedProcessOptions _options;
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SupervisedProcess(Process watchdog, SupervisedProcessOptions options)
    {
        _watchdog = watchdog;
        _options = options;
        Completion = WatchAsync();
    }

    /// <summary>Ends with the child's exit code (128 + n when signal n ended it), after its last line was delivered.</summary>
    public Task<int> Completion { get; }

    /// <summary>The child's own process id.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Starts the child; returns once it has a process id.</summary>
    public static async Task<SupervisedProcess> StartAsync(SupervisedProcessOptions options, CancellationToken cancellationToken)
    {
        var process = new SupervisedProcess(Launch(options), options);
        try
        {
            process.ProcessId = await process._started.Task.WaitAsync(cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends the stop signal, then SIGKILL after the stop timeout; returns the exit code.</summary>
    public Task<int> StopAsync(CancellationToken cancellationToken) => RequestAsync("stop", cancellationToken);

    /// <summary>SIGKILL to the child and everything it started; returns the exit code.</summary>
    public Task<int> KillAsync(CancellationToken cancellationToken) => RequestAsync("kill", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _watchdog.Dispose();
    }

    private static Process Launch(SupervisedProcessOptions options)
    {
        // setsid: Ctrl-C in the terminal must reach only the parent, which then stops its children in order.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        string[] watchdog =
        [
            "bash",
            Path.Combine(AppContext.BaseDirectory, "supervise.sh"),
            options.StopSignal == StopSignal.Interrupt ? "INT" : "TERM",
            Math.Max(1, options.StopTimeout.TotalSeconds).ToString("0", CultureInfo.InvariantCulture),
            options.FileName,
        ];
        foreach (var argument in watchdog.Concat(options.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

        // A watchdog must outlive the sweep of an outer one, or its own children would be left behind.
        start.Environment.Remove("JULIE_SUPERVISED_BY");
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        return Process.Start(start) ?? throw new LocalServerException($"{options.FileName} could not be started.");
    }

    private async Task<int> WatchAsync()
    {
        var output = Task.Run(ReadOutputAsync);
        var errors = Task.Run(() => PumpAsync(_watchdog.StandardError, isError: true));
        // Not WaitForExitAsync alone: it waits for the end of both streams, which a stray descendant could hold open.
        await Task.WhenAny(Task.WhenAll(output, errors), ExitAsync());
        await ExitAsync();
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(DrainTime));
        _started.TrySetException(new LocalServerException($"{_options.FileName} could not be started."));
        return _watchdog.ExitCode;
    }

    private Task ExitAsync()
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _watchdog.Exited += (_, _) => exited.TrySetResult();
        _watchdog.EnableRaisingEvents = true;
        if (_watchdog.HasExited)
        {
            exited.TrySetResult();
        }

        return exited.Task;
    }

    private async Task ReadOutputAsync()
    {
        // supervise.sh says "supervised PID" before it becomes the command.
        var first = await _watchdog.StandardOutput.ReadLineAsync();
        if (first?.Split(' ') is ["supervised", var id] && int.TryParse(id, CultureInfo.InvariantCulture, out var processId))
        {
            _started.TrySetResult(processId);
        }

        await PumpAsync(_watchdog.StandardOutput, isError: false);
    }

    private async Task PumpAsync(StreamReader reader, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _options.OnOutput?.Invoke(new OutputLine(line, isError));
        }
    }

    private async Task<int> RequestAsync(string request, CancellationToken cancellationToken)
    {
        try
        {
            await _watchdog.StandardInput.WriteAsync((request + "\n").AsMemory(), cancellationToken);
            await _watchdog.StandardInput.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The watchdog has ended already.
        }

        return await Completion.WaitAsync(cancellationToken);
    }
}
