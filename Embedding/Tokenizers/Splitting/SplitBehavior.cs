namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>What becomes of the matches of a split.</summary>
internal enum SplitBehavior
{
    /// <summary>Each is a word.</summary>
    Isolated,

    /// <summary>They are dropped.</summary>
    Removed,

    /// <summary>Each ends the word before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the word behind it.</summary>
    MergedWithNext,

    /// <summary>Neighbours are one word.</summary>
    Contiguous,
}
