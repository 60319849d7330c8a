namespace Julie.Index.Search;

/// <summary>Which retrievers a search asks.</summary>
public enum SearchMode
{
    /// <summary>By meaning, by word and by name, fused.</summary>
    Hybrid,

    /// <summary>By the nearest vectors only.</summary>
    Semantic,

    /// <summary>By words only: BM25 over code terms.</summary>
    Lexical,
}
