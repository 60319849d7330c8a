namespace Julie.Embedding.Pull;

/// <summary>Counts failed tries of one file and waits between them; progress forgives what came before.</summary>
internal sealed class Retries(string what, PullOptions options, TimeProvider time, Action<string> note)
{
    private int failures;

    public void Progressed() => failures = 0;

    /// <exception cref="PullException">There were too many.</exception>
    public async Task FailedAsync(PassingException failure, CancellationToken cancellationToken)
    {
        if (++failures >= options.Attempts)
        {
            throw new PullException(
                PullFailure.Unreachable, $"{what}: {failure.Message}, {failures} times without progress",
                "Pull again later: it goes on where it stopped. Or use a mirror: --hub ADDRESS", failure);
        }

        var pause = Backoff.Pause(failures, options.FirstPause, failure.RetryAfter, time.GetUtcNow());
        note($"{failure.Message}; again in {Math.Ceiling(pause.TotalSeconds):0} s");
        await Task.Delay(pause, time, cancellationToken);
    }
}
