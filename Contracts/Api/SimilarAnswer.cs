namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/similar</c>: places like the one that was given.</summary>
/// <param name="Repository">Name of its repository.</param>
/// <param name="Path">Path of its file.</param>
/// <param name="StartLine">First line that was compared.</param>
/// <param name="EndLine">Last line that was compared.</param>
/// <param name="Results">Most alike first.</param>
/// <param name="ElapsedMs">Time on the server in milliseconds.</param>
public sealed record SimilarAnswer(string Repository, string Path, int StartLine, int EndLine, IReadOnlyList<SimilarResult> Results, double ElapsedMs);

/// <summary>A place like another.</summary>
/// <param name="Place">The place; its score is what it is ordered by.</param>
/// <param name="Similarity">Cosine of the vectors, −1 to 1: alike in meaning. Null while one of them has none.</param>
/// <param name="Overlap">Share of the given text's token triples that stand there too, 0 to 1: alike in the letter. From 0.8 on it is called a clone.</param>
/// <param name="IsClone">Whether it is a copy, changed a little at most.</param>
public sealed record SimilarResult(SearchResult Place, double? Similarity, double Overlap, bool IsClone);
