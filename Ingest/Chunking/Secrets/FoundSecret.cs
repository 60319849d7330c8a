namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Where a secret stands in a text.</summary>
internal readonly record struct FoundSecret(int Start, int Length, string Kind)
{
    public int End => Start + Length;
}
