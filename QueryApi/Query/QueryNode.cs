namespace Julie.QueryApi.Query;

/// <summary>A query as a tree. Every node knows where it was typed.</summary>
internal abstract record QueryNode(Span Span)
{
    /// <summary>All of them: written one after the other.</summary>
    internal sealed record All(IReadOnlyList<QueryNode> Parts, Span Span) : QueryNode(Span);

    /// <summary>One of them: written with <c>OR</c> between.</summary>
    internal sealed record Any(IReadOnlyList<QueryNode> Parts, Span Span) : QueryNode(Span);

    /// <summary>Not that: written with <c>-</c> before it.</summary>
    internal sealed record Not(QueryNode Part, Span Span) : QueryNode(Span);

    /// <summary>A word, an identifier, or anything else between spaces.</summary>
    internal sealed record Word(string Text, Span Span) : QueryNode(Span);

    /// <summary>Text in double quotes, wanted as it stands.</summary>
    internal sealed record Phrase(string Text, Span Span) : QueryNode(Span);

    /// <summary>A regular expression between slashes; <c>\/</c> is a slash in it.</summary>
    internal sealed record Regex(string Text, Span Span) : QueryNode(Span);

    /// <summary>A condition on where to search.</summary>
    internal sealed record Filter(FilterField Field, string Value, Span Span) : QueryNode(Span);

    /// <summary>A switch of the whole query: <c>mode:</c>, <c>count:</c>.</summary>
    internal sealed record Setting(SettingField Field, string Value, Span Span) : QueryNode(Span);
}

internal enum FilterField
{
    Repository,
    Language,
    Path,
    File,
    Ref,
    Symbol,
    Kind,
    Is,
}

internal enum SettingField
{
    Mode,
    Count,
}
