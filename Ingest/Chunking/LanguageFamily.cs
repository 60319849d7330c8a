namespace Julie.Ingest.Chunking;

/// <summary>How a language shows its structure, for what ctags leaves open.</summary>
internal enum LanguageFamily
{
    /// <summary>Blank lines and indentation only.</summary>
    Text,

    /// <summary>Blocks in braces.</summary>
    Brace,

    /// <summary>Blocks by indentation, or between indented keywords.</summary>
    Indent,

    /// <summary>Headings.</summary>
    Markdown,
}
