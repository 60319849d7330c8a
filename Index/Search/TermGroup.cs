namespace Julie.Index.Search;

/// <summary>Terms of like weight.</summary>
/// <param name="Query">tsquery of any of them.</param>
/// <param name="Weight">The sum of their weights.</param>
internal readonly record struct TermGroup(string Query, double Weight);
