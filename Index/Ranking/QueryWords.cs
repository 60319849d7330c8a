using Julie.Index.Lexical;
using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>The words of a query against names (of files, of folders, of symbols) and against the words that passages hold. A rare word counts for more.</summary>
internal sealed class QueryWords
{
    /// <summary>Weight of a word that no passage holds: it may still be in a name.</summary>
    private const double Unknown = 5;

    private readonly (string Word, double Weight, IReadOnlySet<string> Forms)[] _words;
    private readonly double _total;
    private readonly Dictionary<string, double[]> _matches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Share, double Agreement)> _names = new(StringComparer.Ordinal);

    public QueryWords(LexicalQuery query, WeightedTerms terms)
    {
        _words = [.. query.Typed.Select(word => (word, terms.WeightOf(word) ?? Unknown, (IReadOnlySet<string>)WordForms.Of(word).ToHashSet(StringComparer.Ordinal)))];
        _total = _words.Sum(w => w.Weight);
    }

    /// <summary>What BM25 gives a passage of average length that holds every word once.</summary>
    public double Bm25Unit => Math.Max(_total, 1e-9);

    /// <summary>How much of the query is in the name, and of the name in the query; 0 to 1.</summary>
    public double Agreement(string name) => Of(name).Agreement;

    /// <summary>How much of the query is in the name; 0 to 1.</summary>
    public double Share(string name) => Of(name).Share;

    /// <summary>The inverse document frequencies of those of the query's words that are held.</summary>
    public double Held(IReadOnlySet<string> held) => _words.Where(w => held.Contains(w.Word)).Sum(w => w.Weight);

    /// <summary>Both for a name. Files of one folder, and symbols of one file, ask for the same names again and again.</summary>
    private (double Share, double Agreement) Of(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        var parts = Parts(name);
        if (parts.Length == 0 || _words.Length == 0)
        {
            return _names[name] = default;
        }

        // of each word its best part, and of each part its best word
        var (best, named) = (new double[_words.Length], 0.0);
        foreach (var part in parts)
        {
            var (matches, most) = (Matches(part), 0.0);
            for (var word = 0; word < best.Length; word++)
            {
                best[word] = Math.Max(best[word], matches[word]);
                most = Math.Max(most, matches[word]);
            }

            named += most;
        }

        var share = _total == 0 ? 0 : _words.Select((word, number) => word.Weight * best[number]).Sum() / _total;
        return _names[name] = (share, 0.5 * (share + (named / parts.Length)));
    }

    /// <summary>How well each word of the query agrees with the part of a name.</summary>
    private double[] Matches(string part)
    {
        if (!_matches.TryGetValue(part, out var matches))
        {
            _matches[part] = matches = [.. _words.Select(w => NameMatch.Of(w.Word, w.Forms, part))];
        }

        return matches;
    }

    /// <summary>Parts of identifiers, without the whole where it has several.</summary>
    private static string[] Parts(string name)
    {
        var terms = new List<(string Term, int Position)>();
        CodeTerms.Visit(name, (term, position) => terms.Add((term.ToString(), position)));
        return [.. terms.Where((_, i) => !IsWhole(i)).Select(t => t.Term).Distinct(StringComparer.Ordinal)];

        // the last of several is the whole that they are parts of
        bool IsWhole(int i) =>
            i > 0 && terms[i - 1].Position == terms[i].Position && (i + 1 == terms.Count || terms[i + 1].Position != terms[i].Position);
    }
}
