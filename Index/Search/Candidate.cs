using Julie.Index.Ranking;

namespace Julie.Index.Search;

/// <summary>A passage that a retriever found, with everything that ranks it.</summary>
/// <param name="PassageId">Key of the passage.</param>
/// <param name="Bm25">Lexical score, 0 or more.</param>
/// <param name="Words">Words of the query that it holds, in one form or another.</param>
/// <param name="Similarity">Cosine with the query, −1 to 1; null without a vector.</param>
/// <param name="Definitions">Symbols that begin there and that the query names.</param>
/// <param name="Places">Some of the files in scope that hold it, plainest first; never empty.</param>
/// <param name="Files">How many files in scope hold it.</param>
internal sealed record Candidate(
    long PassageId, double Bm25, IReadOnlySet<string> Words, double? Similarity, IReadOnlyList<FoundSymbol> Definitions, IReadOnlyList<Place> Places, long Files);
