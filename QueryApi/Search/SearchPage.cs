namespace Julie.QueryApi.Search;

/// <summary>Which part of the results is wanted.</summary>
/// <param name="Limit">How many.</param>
/// <param name="Cursor">Behind what; null: the first page.</param>
internal sealed record SearchPage(int Limit, SearchCursor? Cursor);
