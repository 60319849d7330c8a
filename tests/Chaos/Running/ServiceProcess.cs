using Julie.LocalServers;
using Julie.Tests.Support;

namespace Julie.Chaos.Tests.Running;

/// <summary>One process of the product, started again whenever it ends, as Kubernetes or systemd would. (Aspire's AppHost does not do that.)</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(200);
    private readonly SupervisedProcessOptions _options;
    private readonly StreamWriter _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;
    private volatile int _processId;
    private volatile int _starts;

    private ServiceProcess(string name, string project, string logFile, IReadOnlyDictionary<string, string?> environment)
    {
        (Name, LogFile) = (name, logFile);
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        _options = new()
        {
            FileName = "dotnet",
            Arguments = [RepositoryRoot.Output(project, $"{project}.dll")],
            Environment = environment,
            StopTimeout = TimeSpan.FromSeconds(30),
            OnOutput = line => Write(line.Text),
        };
        _run = RunAsync();
    }

    public string Name { get; }

    public string LogFile { get; }

    /// <summary>How often it was started.</summary>
    public int Starts => _starts;

    public int ProcessId => _processId;

    public static ServiceProcess Start(string name, string project, string folder, IReadOnlyDictionary<string, string?> environment) =>
        new(name, project, Path.Combine(folder, $"{name}.log"), environment);

    public void Kill()
    {
        Write("--- SIGKILL by the test");
        Signals.KillHard(_processId);
    }

    public void Stop()
    {
        Write("--- SIGSTOP by the test");
        Signals.Stop(_processId);
    }

    public void Continue()
    {
        Signals.Continue(_processId);
        Write("--- SIGCONT by the test");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _stopping.Dispose();
        await _log.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await using var process = await SupervisedProcess.StartAsync(_options, CancellationToken.None);
            _processId = process.ProcessId;
            Interlocked.Increment(ref _starts);
            await Task.WhenAny(process.Completion, Task.Delay(Timeout.Infinite, _stopping.Token));
            if (!_stopping.IsCancellationRequested)
            {
                Write($"--- ended with {await process.Completion}, starts again");
                await Task.Delay(RestartPause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Write(string line)
    {
        lock (_log)
        {
            if (_log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line);
            }
        }
    }
}
