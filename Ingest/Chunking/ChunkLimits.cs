namespace Julie.Ingest.Chunking;

/// <summary>Sizes of chunks in tokens.</summary>
/// <param name="Target">What small neighbours are merged up to.</param>
/// <param name="Limit">Never exceeded by the whole embed input (law 7).</param>
internal sealed record ChunkLimits(int Target, int Limit)
{
    /// <summary>Room for a scope header.</summary>
    public int Header => Math.Min(64, Limit / 4);

    /// <summary>Room for text in any chunk.</summary>
    public int Room => Limit - Header;

    /// <summary>A piece of something that had to be split may be a little over the target.</summary>
    public int Piece => Math.Min(Room, Target + (Target / 4));
}
