namespace Julie.Index.Trigrams;

/// <summary>Which trigrams a text must hold for a pattern to be able to occur in it.</summary>
internal abstract record TrigramQuery
{
    /// <summary>Any text may hold it.</summary>
    public static TrigramQuery All { get; } = new Everything();

    /// <summary>Both must hold.</summary>
    public static TrigramQuery And(TrigramQuery a, TrigramQuery b) =>
        a is Everything ? b : b is Everything ? a : new Every([.. Parts<Every>(a, e => e.Parts), .. Parts<Every>(b, e => e.Parts)]);

    /// <summary>One must hold.</summary>
    public static TrigramQuery Or(TrigramQuery a, TrigramQuery b) =>
        a is Everything || b is Everything ? All : new Either([.. Parts<Either>(a, e => e.Parts), .. Parts<Either>(b, e => e.Parts)]);

    /// <summary>That one of these texts occurs, as far as trigrams can say; a text that is too short says nothing.</summary>
    public static TrigramQuery OneOf(IReadOnlyCollection<string> texts)
    {
        TrigramQuery? query = null;
        foreach (var text in texts)
        {
            var trigrams = Trigram.Of(text);
            TrigramQuery one = trigrams.Count == 0 ? All : new Every([.. trigrams.Select(t => new Single(t))]);
            query = query is null ? one : Or(query, one);
        }

        return query ?? All;
    }

    private static IReadOnlyList<TrigramQuery> Parts<T>(TrigramQuery query, Func<T, IReadOnlyList<TrigramQuery>> parts)
        where T : TrigramQuery => query is T many ? parts(many) : [query];

    internal sealed record Everything : TrigramQuery;

    internal sealed record Single(uint Trigram) : TrigramQuery;

    internal sealed record Every(IReadOnlyList<TrigramQuery> Parts) : TrigramQuery;

    internal sealed record Either(IReadOnlyList<TrigramQuery> Parts) : TrigramQuery;
}
