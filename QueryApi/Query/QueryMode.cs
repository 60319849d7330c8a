namespace Julie.QueryApi.Query;

/// <summary>How a query is searched for.</summary>
internal enum QueryMode
{
    /// <summary>By meaning and by word, fused.</summary>
    Hybrid,

    /// <summary>By meaning alone.</summary>
    Semantic,

    /// <summary>By word alone.</summary>
    Lexical,

    /// <summary>Every line that matches, file by file; words are patterns too.</summary>
    Regex,

    /// <summary>Symbols whose name says the words.</summary>
    Symbol,
}
