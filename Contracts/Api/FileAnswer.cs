namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/files/{repository}/{path}</c>: a file as the index holds it, secrets masked.</summary>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Ref">The ref.</param>
/// <param name="Commit">Commit that it is from.</param>
/// <param name="Stale">Whether a newer head of the ref is known.</param>
/// <param name="Language">Its language.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Flags">test, documentation, generated, vendored.</param>
/// <param name="Lines">How many lines the file has.</param>
/// <param name="StartLine">First line of <paramref name="Text"/>, from 1.</param>
/// <param name="EndLine">Last line of it, inclusive.</param>
/// <param name="Text">The lines that were asked for; line ends as they are in the file.</param>
/// <param name="Highlights">What of those lines the query <c>q</c> finds.</param>
/// <param name="Symbols">What the file defines, in order.</param>
/// <param name="Secrets">What was masked in it.</param>
/// <param name="AlsoIn">How many other files that the caller may read hold the same content.</param>
public sealed record FileAnswer(
    string Repository, string Path, string Ref, string Commit, bool Stale, string Language, long Size, IReadOnlyList<string> Flags, int Lines, int StartLine, int EndLine,
    string Text, IReadOnlyList<FileHighlight> Highlights, IReadOnlyList<FileSymbol> Symbols, IReadOnlyList<MaskedSecret> Secrets, int AlsoIn);

/// <summary>Part of a line to light up.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Start">First UTF-16 unit, from 0.</param>
/// <param name="End">Behind the last.</param>
public sealed record FileHighlight(int Line, int Start, int End);

/// <summary>A symbol of a file.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Kind">function, class, method, ...</param>
/// <param name="Scope">Qualified name of what holds it; null at the top.</param>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="EndLine">Last line of the definition.</param>
public sealed record FileSymbol(string Name, string Kind, string? Scope, int Line, int EndLine);
