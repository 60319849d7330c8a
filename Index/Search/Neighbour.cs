namespace Julie.Index.Search;

/// <summary>A passage and how near its vector is to the query's.</summary>
/// <param name="PassageId">Key of the passage.</param>
/// <param name="Similarity">Cosine, −1 to 1; null without a vector.</param>
internal readonly record struct Neighbour(long PassageId, double? Similarity);
