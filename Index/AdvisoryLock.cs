namespace Julie.Index;

/// <summary>Keys of the advisory locks: the kind in the highest byte, a row's key below it.</summary>
internal static class AdvisoryLock
{
    public const long Migration = 1L << 56;

    /// <summary>Who creates spaces and moves their state.</summary>
    public const long Spaces = 2L << 56;

    /// <summary>Law 6: syncs of one ref are serialised.</summary>
    public static long Ref(long refId) => (3L << 56) | refId;

    /// <summary>One process collects content.</summary>
    public const long Collection = 5L << 56;

    /// <summary>One process packs trigrams.</summary>
    public const long Trigrams = 6L << 56;

    /// <summary>One process packs terms.</summary>
    public const long Terms = 7L << 56;

    /// <summary>One owner builds a space's HNSW index.</summary>
    public static long Hnsw(long spaceId) => (4L << 56) | spaceId;
}
