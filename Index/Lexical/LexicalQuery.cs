namespace Julie.Index.Lexical;

/// <summary>A term of a query before the index is asked how rare it is.</summary>
/// <param name="Term">The term.</param>
/// <param name="Weight">1 for what was typed, less for other forms of it.</param>
/// <param name="Of">The typed term that it is a form of; itself for a typed one.</param>
internal readonly record struct QueryTerm(string Term, double Weight, string Of);

/// <summary>The words of a query, read by the rules that code is read by.</summary>
internal sealed class LexicalQuery
{
    private const int MaxWords = 32;
    private const double FormWeight = 0.5;
    private const double StopWeight = 0.1;

    private LexicalQuery(string text)
    {
        var words = Words(text);
        var typed = new List<string>();
        CodeTerms.Visit(string.Join(' ', words), (term, _) => typed.Add(term.ToString()));
        var meaningful = typed.Where(t => !StopWords.Contains(t)).Distinct(StringComparer.Ordinal).ToArray();
        Typed = meaningful.Length > 0 ? meaningful : [.. typed.Distinct(StringComparer.Ordinal)];

        // "search engine" finds SearchEngine and search_engine: neighbours are tried as one identifier.
        var plain = words.Select(w => w.Trim('_').ToLowerInvariant()).ToArray();
        Compounds =
        [
            .. plain.Zip(plain.Skip(1), (a, b) => a + b).Concat(plain.Zip(plain.Skip(1), (a, b) => a + "_" + b))
                .Concat(plain.Length > 2 ? plain.Zip(plain.Skip(1), plain.Skip(2)).Select(t => t.First + t.Second + t.Third) : [])
                .Where(c => c.Length <= CodeTerms.MaxLength).Distinct(StringComparer.Ordinal),
        ];
        Identifiers =
        [
            .. words.Where(w => words.Length == 1 || LooksLikeIdentifier(w)).Select(w => w.Trim('_').ToLowerInvariant())
                .Where(w => w.Length > 1).Distinct(StringComparer.Ordinal),
        ];
        Terms =
        [
            .. Typed.Select(t => new QueryTerm(t, 1, t))
                .Concat(typed.Except(Typed, StringComparer.Ordinal).Select(t => new QueryTerm(t, StopWeight, t)))
                .Concat(Compounds.Select(c => new QueryTerm(c, 1, c)))
                .Concat(Typed.SelectMany(t => WordForms.Of(t).Select(form => new QueryTerm(form, FormWeight, t))))
                .DistinctBy(t => t.Term),
        ];
    }

    /// <summary>Terms that were typed, without stop words where others are left.</summary>
    public IReadOnlyList<string> Typed { get; }

    /// <summary>Neighbouring words as one identifier.</summary>
    public IReadOnlyList<string> Compounds { get; }

    /// <summary>Words that name a symbol: the only word of a query, or one that is written as code is. In lower case.</summary>
    public IReadOnlyList<string> Identifiers { get; }

    /// <summary>Everything to search for.</summary>
    public IReadOnlyList<QueryTerm> Terms { get; }

    public static LexicalQuery Parse(string text) => new(text);

    private static string[] Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length && words.Count < MaxWords; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        }

        return [.. words];
    }

    private static bool LooksLikeIdentifier(string word) =>
        word.Contains('_', StringComparison.Ordinal) || word.Skip(1).Any(char.IsUpper) && word.Any(char.IsLower) || word.Any(char.IsDigit) && word.Any(char.IsLetter);
}
