using Julie.Index.Catalog;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;

namespace Julie.Index.Search.Similar;

/// <summary>A search for places like a range of a file.</summary>
/// <param name="Space">The space whose vectors are compared.</param>
/// <param name="Readable">What the caller may read.</param>
/// <param name="File">The file, as the caller may read it.</param>
/// <param name="StartLine">First line of the range, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Clones">Only copies.</param>
/// <param name="Limit">How many at most.</param>
public sealed record SimilarRequest(Space Space, ReadableRepositories Readable, FileText File, int StartLine, int EndLine, bool Clones, int Limit);

/// <summary>A place like the range.</summary>
/// <param name="Hit">The place; its score is what it is ordered by.</param>
/// <param name="Overlap">Share of the range's token triples that it has.</param>
/// <param name="IsClone">Whether it is a copy.</param>
public sealed record SimilarHit(SearchHit Hit, double Overlap, bool IsClone);
