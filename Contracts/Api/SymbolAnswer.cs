namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/symbols</c>.</summary>
/// <param name="Query">The names that were looked for.</param>
/// <param name="Symbols">Exact names first, plain code before tests and copies.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null where there is none.</param>
/// <param name="ElapsedMs">Time on the server in milliseconds.</param>
public sealed record SymbolAnswer(string Query, IReadOnlyList<SymbolResult> Symbols, string? Next, double ElapsedMs);

/// <summary>One definition.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Kind">function, class, method, ...</param>
/// <param name="Scope">Qualified name of what holds it; null at the top.</param>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="EndLine">Last line of the definition.</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Ref">The ref that it is in.</param>
/// <param name="Commit">Commit that it is from.</param>
/// <param name="Snippet">Its first lines, ten at most.</param>
public sealed record SymbolResult(
    string Name, string Kind, string? Scope, string Repository, string Path, int Line, int EndLine, string Language, string Ref, string Commit, string Snippet);
