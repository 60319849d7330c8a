using Julie.Index.Lexical;
using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>The words of a query against names: of files, of folders, of symbols. A rare word counts for more.</summary>
internal sealed class QueryWords
{
    /// <summary>Weight of a word that no passage holds: it may still be in a name.</summary>
    private const double Unknown = 5;

    private readonly (string Word, double Weight, IReadOnlySet<string> Forms)[] _words;
    private readonly double _total;
    private readonly Dictionary<string, double[]> _matches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _parts = new(StringComparer.Ordinal);

    public QueryWords(LexicalQuery query, WeightedTerms terms)
    {
        _words = [.. query.Typed.Select(word => (word, terms.WeightOf(word) ?? Unknown, (IReadOnlySet<string>)WordForms.Of(word).ToHashSet(StringComparer.Ordinal)))];
        _total = _words.Sum(w => w.Weight);
    }

    /// <summary>What BM25 gives a passage of average length that holds every word once.</summary>
    public double Bm25Unit => Math.Max(_total, 1e-9);

    /// <summary>How much of the query is in the name, and of the name in the query; 0 to 1.</summary>
    public double Agreement(string name)
    {
        var parts = Parts(name);
        return parts.Length == 0 || _words.Length == 0 ? 0 : 0.5 * (Share(parts) + parts.Average(part => Matches(part).Max()));
    }

    /// <summary>How much of the query is in the name; 0 to 1.</summary>
    public double Share(string name) => Share(Parts(name));

    /// <summary>How much of the query these words are; 0 to 1.</summary>
    public double Share(IReadOnlySet<string> words) => _total == 0 ? 0 : _words.Where(w => words.Contains(w.Word)).Sum(w => w.Weight) / _total;

    private double Share(string[] parts)
    {
        if (_total == 0 || parts.Length == 0)
        {
            return 0;
        }

        var sum = 0.0;
        for (var word = 0; word < _words.Length; word++)
        {
            sum += _words[word].Weight * parts.Max(part => Matches(part)[word]);
        }

        return sum / _total;
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
    private string[] Parts(string name)
    {
        if (_parts.TryGetValue(name, out var parts))
        {
            return parts;
        }

        var terms = new List<(string Term, int Position)>();
        CodeTerms.Visit(name, (term, position) => terms.Add((term.ToString(), position)));
        return _parts[name] = [.. terms.GroupBy(t => t.Position).SelectMany(g => g.Count() == 1 ? g : g.SkipLast(1)).Select(t => t.Term).Distinct(StringComparer.Ordinal)];
    }
}
