namespace Julie.Index.Search;

/// <summary>A passage that a retriever found, and what it says itself, wherever it lies.</summary>
/// <param name="Id">Key of the passage.</param>
/// <param name="Bm25">Lexical score, 0 or more.</param>
/// <param name="Words">Words of the query that it holds, in one form or another.</param>
/// <param name="Similarity">Cosine with the query, −1 to 1; null without a vector.</param>
internal sealed record FoundPassage(long Id, double Bm25, IReadOnlySet<string> Words, double? Similarity);
