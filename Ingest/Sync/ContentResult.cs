namespace Julie.Ingest.Sync;

/// <summary>What became of a file's content.</summary>
/// <param name="Language">As it was cut.</param>
/// <param name="Skip">Why it was left out; null when its chunks are stored.</param>
/// <param name="Error">Why it failed; nothing is stored then.</param>
internal readonly record struct ContentResult(string Language, string? Skip, string? Error = null)
{
    /// <summary>It was not come to: a push overtook the backfill that reads it.</summary>
    public bool Pending { get; init; }
}
