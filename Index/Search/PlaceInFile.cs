namespace Julie.Index.Search;

/// <summary>Lines of a file.</summary>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol.</param>
/// <param name="Kind">Kind of the symbol.</param>
public sealed record PlaceInFile(int StartLine, int EndLine, string? Symbol, string? Kind);
