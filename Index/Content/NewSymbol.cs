namespace Julie.Index.Content;

/// <summary>A symbol that a blob defines.</summary>
/// <param name="Name">Its name, unqualified.</param>
/// <param name="Kind">function, class, method, ...</param>
/// <param name="Scope">Qualified name of what holds it; null at the top.</param>
/// <param name="Line">Line of its name, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
public sealed record NewSymbol(string Name, string Kind, string? Scope, int Line, int EndLine);
