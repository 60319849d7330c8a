namespace Julie.QueryApi.Query;

internal enum TermKind
{
    /// <summary>A word, an identifier, or anything else between spaces.</summary>
    Word,

    /// <summary>Text in double quotes, wanted as it stands.</summary>
    Phrase,
}

/// <summary>Something to search for.</summary>
/// <param name="Kind">Word or phrase.</param>
/// <param name="Text">The text, without quotes.</param>
/// <param name="Position">Where it begins in the query, from 0.</param>
internal sealed record QueryTerm(TermKind Kind, string Text, int Position);
