namespace Julie.QueryApi.Query;

internal enum TokenKind
{
    Word,
    Phrase,
    Regex,

    /// <summary>A known name and its value.</summary>
    Named,
    Minus,
    Open,
    Close,
    Or,
    End,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the phrase or pattern without its marks, or the value.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Name">The name before the colon, as it was typed.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, Span Span, string? Name = null);
