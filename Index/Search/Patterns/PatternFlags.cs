namespace Julie.Index.Search.Patterns;

/// <summary>Switches within a pattern.</summary>
/// <param name="IgnoreCase"><c>i</c></param>
/// <param name="DotAll"><c>s</c>: the dot is a line end too.</param>
/// <param name="Lines"><c>m</c>: <c>^</c> and <c>$</c> are of each line; on unless switched off.</param>
internal readonly record struct PatternFlags(bool IgnoreCase, bool DotAll, bool Lines);
