namespace Julie.Ingest.Chunking.Rules;

/// <summary>What <c>.gitattributes</c> say about a path; null where they say nothing.</summary>
internal sealed record PathAttributes
{
    public static PathAttributes None { get; } = new();

    public bool? Generated { get; init; }

    public bool? Vendored { get; init; }

    public bool? Documentation { get; init; }

    /// <summary>True: treated as code, whatever its language is; false: as data.</summary>
    public bool? Detectable { get; init; }

    /// <summary>A language by linguist's name.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// True for <c>binary</c>, or <c>-text</c> with <c>-diff</c>; false for <c>text</c> or <c>diff</c>. <c>-text</c> alone only keeps git from changing
    /// line ends, and <c>* -text</c> is common: there the content decides.
    /// </summary>
    public bool? Binary { get; init; }

    public static PathAttributes Of(IReadOnlyDictionary<string, string?> values)
    {
        if (values.Count == 0)
        {
            return None;
        }

        var (text, diff) = (Flag(values, "text"), Flag(values, "diff"));
        return new PathAttributes
        {
            Generated = Flag(values, "linguist-generated"),
            Vendored = Flag(values, "linguist-vendored"),
            Documentation = Flag(values, "linguist-documentation"),
            Detectable = Flag(values, "linguist-detectable"),
            Language = values.GetValueOrDefault("linguist-language") is { } name and not (AttributeLine.Set or AttributeLine.Unset) ? name : null,
            Binary = Flag(values, "binary") == true || (text == false && diff == false) ? true : text == true || diff == true ? false : null,
        };
    }

    private static bool? Flag(IReadOnlyDictionary<string, string?> values, string name) =>
        values.GetValueOrDefault(name) switch { AttributeLine.Set => true, AttributeLine.Unset => false, _ => null };
}
