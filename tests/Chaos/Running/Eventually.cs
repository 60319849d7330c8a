namespace Julie.Chaos.Tests.Running;

/// <summary>Waits for a state itself, generously, and says what was missing when it never came.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="what">What is waited for.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="missing">What is missing still; null when nothing is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task TrueAsync(string what, TimeSpan patience, Func<Task<string?>> missing, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await missing() is { } still)
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                throw new TimeoutException($"Not so after {patience}: {what}. {still}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
