namespace Julie.Ingest.Chunking;

/// <summary>One row of Languages.json.</summary>
internal sealed record Language
{
    /// <summary>As <c>lang:</c> filters and passages name it: lower case.</summary>
    public required string Id { get; init; }

    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Whole file names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Programs of a <c>#!</c> line.</summary>
    public IReadOnlyList<string> Interpreters { get; init; } = [];

    /// <summary>Name of the parser in universal-ctags; null where it has none or a poor one.</summary>
    public string? Ctags { get; init; }

    public LanguageFamily Family { get; init; }

    public LanguageKind Kind { get; init; }

    public IReadOnlyList<string> LineComments { get; init; } = [];

    /// <summary>Opening and closing mark.</summary>
    public IReadOnlyList<string> BlockComment { get; init; } = [];

    /// <summary>
    /// String delimiters, longest first: three of a character, a backtick or a trailing <c>m</c> span lines; <c>'c</c> is a character literal;
    /// <c>@"</c> is C#'s verbatim string; others end with their line.
    /// </summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>Between the parts of a qualified name.</summary>
    public string Separator { get; init; } = ".";

    /// <summary>Kind and pattern of symbols, by line, for languages that ctags does not know.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Symbols { get; init; } = [];
}
