namespace Julie.Ingest.Chunking.Symbols;

/// <summary>A symbol of a source.</summary>
/// <param name="Name">Unqualified.</param>
/// <param name="Kind">function, method, class, ...</param>
/// <param name="Line">Line of its name, from 0.</param>
/// <param name="EndLine">Last line, from 0; null where the parser does not say.</param>
/// <param name="Scope">Qualified name of what holds it, as the parser writes it; null where it is at the top or unknown.</param>
internal sealed record Symbol(string Name, string Kind, int Line, int? EndLine, string? Scope);
