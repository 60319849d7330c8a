namespace Julie.Ingest.Permissions;

/// <summary>A host did not answer as it should, with the remedy.</summary>
/// <param name="message">For people.</param>
/// <param name="retryAfter">When the host wants to be asked again, where it says so.</param>
internal sealed class HostApiException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
