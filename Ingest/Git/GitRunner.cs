using System.Diagnostics;
using System.Text;

namespace Julie.Ingest.Git;

/// <summary>Runs a git command to its end, with limits on its time and on what it prints.</summary>
internal sealed class GitRunner(GitCommand git, TimeProvider time)
{
    private const int MaxOutput = 16 * 1024 * 1024;
    private const int MaxError = 16 * 1024;

    /// <param name="arguments">After <c>git</c>.</param>
    /// <param name="access">What it may reach.</param>
    /// <param name="limit">Its group is killed after this time.</param>
    /// <param name="what">Named in the error when the time is over.</param>
    /// <param name="watch">Asked each second; a text kills the command and is its error.</param>
    /// <param name="cancellationToken">Kills the command too.</param>
    /// <exception cref="GitException">Time over, too much output, or stopped by <paramref name="watch"/>.</exception>
    public async Task<GitResult> RunAsync(
        IReadOnlyList<string> arguments, GitAccess access, TimeSpan limit, string what, Func<string?>? watch = null, CancellationToken cancellationToken = default)
    {
        using var process = git.Start(arguments, access, limit);
        using var timeout = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(watch, stop, ended.Token);
        try
        {
            process.StandardInput.Close();
            var errors = ReadAsync(process.StandardError.BaseStream, MaxError, keepReading: true, stop.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, MaxOutput, keepReading: false, stop.Token);
            var error = await errors;
            await process.WaitForExitAsync(stop.Token);
            return new GitResult(process.ExitCode, output, Encoding.UTF8.GetString(error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = timeout.IsCancellationRequested ? $"it took longer than {limit}" : await watching ?? "it was stopped";
            throw new GitException(GitFailure.Limit, $"{what} was stopped: {reason}. Remedy: try again, or let the operator raise the limit in Julie:Ingest.");
        }
        finally
        {
            ProcessGroup.Kill(process);
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task<string?> WatchAsync(Func<string?>? watch, CancellationTokenSource stop, CancellationToken ended)
    {
        if (watch is null)
        {
            return null;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (watch() is { } reason)
                {
                    await stop.CancelAsync();
                    return reason;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The command ended first.
        }

        return null;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int limit, bool keepReading, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = (int)Math.Min(read, limit - kept.Length);
            kept.Write(buffer, 0, room);
            if (room < read && !keepReading)
            {
                throw new GitException(GitFailure.Limit, $"git printed more than {limit} bytes. Remedy: check the repository.");
            }
        }

        return kept.ToArray();
    }
}
