namespace Julie.LocalServers;

/// <summary>A server that is starting or running: its process, and its last lines for error messages.</summary>
internal sealed class ServerProcess(SupervisedProcess process, RecentLines lines) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public SupervisedProcess Process => process;

    public static async Task<ServerProcess> StartAsync(
        IReadOnlyList<string> command, SupervisedProcessOptions options, CancellationToken cancellationToken)
    {
        var lines = new RecentLines(options.OnOutput);
        var process = await SupervisedProcess.StartAsync(
            options with { FileName = command[0], Arguments = [.. command.Skip(1)], OnOutput = lines.Add }, cancellationToken);
        return new ServerProcess(process, lines);
    }

    /// <summary>Asks again and again until the server answers, has ended, or the time is over.</summary>
    public async Task WaitUntilUpAsync(
        string name, Func<CancellationToken, Task<bool>> answers, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            while (!await answers(either.Token))
            {
                if (process.Completion.IsCompleted)
                {
                    throw new LocalServerException($"{name} ended with exit code {await process.Completion} while starting:{lines}");
                }

                await Task.Delay(Interval, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LocalServerException($"{name} did not answer within {limit.TotalSeconds:0} s:{lines}");
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
