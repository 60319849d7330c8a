using Julie.Index.Catalog;
using Julie.Index.Spaces;

namespace Julie.Index.Search.Symbols;

/// <summary>A search for definitions by name.</summary>
/// <param name="Space">Its chunking says which symbols there are.</param>
/// <param name="Readable">What the caller may read.</param>
/// <param name="Filters">What files are narrowed to.</param>
/// <param name="Names">Names, or how they begin, in any case; <c>*</c> stands for any characters, and what comes before a separator is the end of the scope.</param>
/// <param name="Kinds">Kinds; none: any.</param>
/// <param name="After">Only what comes behind it; null: from the first.</param>
/// <param name="Limit">How many at most.</param>
public sealed record SymbolRequest(
    Space Space, ReadableRepositories Readable, SearchFilters Filters, IReadOnlyList<string> Names, IReadOnlyList<string> Kinds, SymbolKey? After, int Limit);

/// <summary>Where a page of symbols ends.</summary>
/// <param name="Rank">0 for a whole name, 1 for a beginning.</param>
/// <param name="Flags">What the path says.</param>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Ref">Full name of the ref.</param>
/// <param name="Line">Line of the name.</param>
/// <param name="Name">The name.</param>
public sealed record SymbolKey(int Rank, int Flags, string Repository, string Path, string Ref, int Line, string Name);

/// <summary>A definition that was found.</summary>
/// <param name="Key">Its place in the order of answers, with repository, path, ref, line and name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Scope">Qualified name of what holds it.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Snippet">Its first lines, secrets masked; empty where the file's text is still to be read.</param>
public sealed record SymbolHit(SymbolKey Key, string Kind, string? Scope, int EndLine, string Language, string Commit, string Snippet);
