namespace Julie.Ingest.Webhooks.Providers;

/// <summary>A delivery as it came: nothing of it is believed before its proof.</summary>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its raw bytes, which are what was signed.</param>
/// <param name="Now">When it came.</param>
/// <param name="Tolerance">How far a signed time may be from now.</param>
internal sealed record HookRequest(IHeaderDictionary Headers, ReadOnlyMemory<byte> Body, DateTimeOffset Now, TimeSpan Tolerance)
{
    /// <summary>A header's only value; null when it is missing, or came twice.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
}
