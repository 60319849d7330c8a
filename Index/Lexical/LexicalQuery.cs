namespace Julie.Index.Lexical;

/// <summary>A term of a query before the index is asked how rare it is.</summary>
/// <param name="Term">The term.</param>
/// <param name="Weight">1 for what was typed, less for other forms of it.</param>
/// <param name="Of">The typed term that it is a form of; itself for a typed one.</param>
internal readonly record struct QueryTerm(string Term, double Weight, string Of);

/// <summary>The words of a query, read by the rules that code is read by.</summary>
internal sealed class LexicalQuery
{
    /// <summary>Another form of a word counts for half of it.</summary>
    public const double FormWeight = 0.5;

    private const int MaxPath = 200;
    private const int LongestExtension = 5;
    private const double StopWeight = 0.1;

    private LexicalQuery(string text, IReadOnlySet<string> given)
    {
        var words = QueryWord.Of(text);
        var typed = new List<string>();
        CodeTerms.Visit(string.Join(' ', words.Select(w => w.Text)), (term, _) => typed.Add(term.ToString()));
        Typed = Meaningful(typed, given);

        Paths = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(t => t.Trim('"', '\'', '`', ',', '?', '/')).Where(IsPath)];
        var compounds = Neighbours([.. words.Select(w => w.Text.Trim('_').ToLowerInvariant())]);
        Names = [.. SingleNames(words).Concat(compounds.Select(c => new QueryName(c, null, NameKind.Compound))).DistinctBy(n => (n.Lower, n.Scope))];
        Terms =
        [
            .. Typed.Select(t => new QueryTerm(t, 1, t))
                .Concat(typed.Except(Typed, StringComparer.Ordinal).Select(t => new QueryTerm(t, StopWeight, t)))
                .Concat(compounds.Select(c => new QueryTerm(c, 1, c)))
                .Concat(Typed.SelectMany(t => WordForms.Of(t).Select(form => new QueryTerm(form, FormWeight, t))))
                .DistinctBy(t => t.Term),
        ];
    }

    /// <summary>Terms that were typed, without stop words where others are left.</summary>
    public IReadOnlyList<string> Typed { get; }

    /// <summary>Parts of the query that may name a symbol, the surest first.</summary>
    public IReadOnlyList<QueryName> Names { get; }

    /// <summary>Parts of the query that are written as a path or a file's name: <c>src/routing.py</c>, <c>routing.py</c>.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Everything to search for.</summary>
    public IReadOnlyList<QueryTerm> Terms { get; }

    public static LexicalQuery Parse(string text) => new(text, new HashSet<string>());

    /// <param name="text">Words of the query.</param>
    /// <param name="repositories">Repositories that a filter names: within them their names say nothing, unless the query says nothing else.</param>
    public static LexicalQuery Parse(string text, IEnumerable<string> repositories)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var repository in repositories)
        {
            CodeTerms.Visit(repository, (term, _) => given.Add(term.ToString()));
        }

        return new(text, given);
    }

    private static bool IsPath(string text) =>
        text.Length is > 2 and <= MaxPath && text.Any(char.IsLetter) && !text.Contains("//", StringComparison.Ordinal)
        && (text.Contains('/', StringComparison.Ordinal) || (text.LastIndexOf('.') is var dot && dot > 0 && text.Length - dot - 1 is > 0 and <= LongestExtension));

    private static string[] Meaningful(List<string> typed, IReadOnlySet<string> given)
    {
        string[] all = [.. typed.Distinct(StringComparer.Ordinal)];
        string[] meaningful = [.. all.Where(t => !StopWords.Contains(t))];
        string[] telling = [.. meaningful.Where(t => !given.Contains(t))];
        return telling.Length > 0 ? telling : meaningful.Length > 0 ? meaningful : all;
    }

    private static IEnumerable<QueryName> SingleNames(IReadOnlyList<QueryWord> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var name = word.Text.Trim('_');
            var scope = word.IsQualified ? words[i - 1].Text.Trim('_').ToLowerInvariant() : null;
            var qualifies = i + 1 < words.Count && words[i + 1].IsQualified;
            if (name.Length < 2)
            {
                continue;
            }

            if (words.Count == 1 || (scope is not null && i == words.Count - 1 && words.Skip(1).All(w => w.IsQualified)))
            {
                yield return new(name, scope, NameKind.Alone);
            }
            else if (scope is not null || (word.LooksLikeCode && !qualifies))
            {
                yield return new(name, scope, NameKind.Written);
            }
            else if (word.IsCapitalised && !qualifies)
            {
                yield return new(name, null, NameKind.Capitalised);
            }
        }
    }

    /// <summary>"search engine" finds SearchEngine and search_engine: neighbours are tried as one identifier.</summary>
    private static string[] Neighbours(string[] words) =>
    [
        .. words.Zip(words.Skip(1), (a, b) => a + b).Concat(words.Zip(words.Skip(1), (a, b) => a + "_" + b))
            .Concat(words.Length > 2 ? words.Zip(words.Skip(1), words.Skip(2)).Select(t => t.First + t.Second + t.Third) : [])
            .Where(c => c.Length <= CodeTerms.MaxLength).Distinct(StringComparer.Ordinal),
    ];
}
