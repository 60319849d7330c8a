using Julie.Index.Lexical;
using Julie.Index.Segments;

namespace Julie.Index.Search;

/// <summary>What the index says of a query's terms: the postings of each (<see cref="TermImpact"/>), and the same of passages that are in no segment yet. Chooses passages by it and scores any.</summary>
internal sealed class QueryPostings
{
    /// <summary>So many terms are looked for, the heaviest: a question has fewer, a range of lines that others are to be like has hundreds.</summary>
    private const int MostTerms = 64;

    /// <summary>So many postings are read: common terms must not make a search read the world, and say least.</summary>
    private const long MostPostings = 2_000_000;

    private readonly WeightedTerms _terms;
    private readonly int[][] _scores;
    private readonly List<(int Term, ReadOnlyMemory<byte> List)> _lists = [];
    private readonly Dictionary<long, byte[]> _unpacked = [];

    /// <param name="terms">The terms.</param>
    /// <param name="lists">Reads postings.</param>
    /// <param name="segments">The segments of the snapshot.</param>
    public QueryPostings(WeightedTerms terms, ListReader lists, IReadOnlyList<Segment> segments)
    {
        _terms = terms;
        _scores = [.. terms.Weights.Select(weight => TermImpact.Scores(weight, terms.AverageLength))];
        var read = 0L;
        var wanted = Enumerable.Range(0, terms.Terms.Length).OrderByDescending(i => terms.Weights[i]).Take(MostTerms)
            .TakeWhile((i, number) => (read += terms.Passages[i]) <= MostPostings || number == 0)
            .ToLookup(i => TermKey.Of(terms.Terms[i]));
        Lists = terms.IsEmpty
            ? Statement.Known(true)
            : lists.Lists(SegmentKind.Terms, segments, [.. wanted.Select(t => t.Key)], (key, list) =>
            {
                foreach (var term in wanted[key])
                {
                    AddList(term, list);
                }
            });
    }

    /// <summary>Reads the lists of every segment that are not kept. Has to be asked first.</summary>
    public Statement<bool> Lists { get; }

    /// <summary>Adds a term's list in one segment.</summary>
    public void AddList(int term, ReadOnlyMemory<byte> list) => _lists.Add((term, list));

    /// <summary>Adds a passage that is in no segment yet.</summary>
    /// <param name="passage">Its key.</param>
    /// <param name="impacts">Of each term what its posting will say.</param>
    public void AddUnpacked(long passage, byte[] impacts) => _unpacked[passage] = impacts;

    /// <summary>The best packed passages by BM25, best first; of equal ones the older.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="among">Only these, in ascending order; null: any.</param>
    public List<(long Passage, int Score)> BestPacked(int count, long[]? among)
    {
        var scorer = new TermScorer();
        foreach (var (term, list) in _lists)
        {
            scorer.Add(list, _scores[term]);
        }

        return scorer.Best(count, among);
    }

    /// <summary>The best passages, packed or not, in the same order.</summary>
    public List<long> Best(List<(long Passage, int Score)> packed, int count)
    {
        var unpacked = _unpacked.Select(passage => (Passage: passage.Key, Score: _scores.Zip(passage.Value, (scores, impact) => scores[impact]).Sum()));
        return [.. packed.Concat(unpacked).OrderByDescending(p => p.Score).ThenBy(p => p.Passage).Take(count).Select(p => p.Passage)];
    }

    /// <summary>BM25 of passages over the query's words, and which of them each holds: a word and its other forms are one, so that a passage earns its weight once.</summary>
    public Dictionary<long, (double Bm25, IReadOnlySet<string> Words)> Score(IEnumerable<long> passages)
    {
        long[] ids = [.. passages.Order()];
        var words = _terms.Of.Distinct(StringComparer.Ordinal).ToArray();
        var (wordOf, share) = (_terms.Of.Select(word => Array.IndexOf(words, word)).ToArray(), _terms.Terms.Zip(_terms.Of, (term, of) => term == of ? 1 : LexicalQuery.FormWeight).ToArray());
        var (frequencies, lengths) = (new double[ids.Length * words.Length], new int[ids.Length]);
        foreach (var (term, list) in _lists)
        {
            Postings.VisitAmong(list.Span, ids, (index, impact) => Add(index, term, impact));
        }

        for (var index = 0; index < ids.Length; index++)
        {
            if (_unpacked.TryGetValue(ids[index], out var impacts))
            {
                for (var term = 0; term < impacts.Length; term++)
                {
                    Add(index, term, impacts[term]);
                }
            }
        }

        var weights = words.Select(word => _terms.WeightOf(word)!.Value).ToArray();
        var scores = new Dictionary<long, (double, IReadOnlySet<string>)>(ids.Length);
        for (var index = 0; index < ids.Length; index++)
        {
            var (bm25, held) = (0.0, new HashSet<string>(StringComparer.Ordinal));
            for (var word = 0; word < words.Length; word++)
            {
                if (frequencies[(index * words.Length) + word] is var frequency and > 0)
                {
                    bm25 += weights[word] * Bm25.Saturation(frequency, lengths[index], _terms.AverageLength);
                    held.Add(words[word]);
                }
            }

            scores[ids[index]] = (bm25, held);
        }

        return scores;

        void Add(int index, int term, byte impact)
        {
            if (TermImpact.Frequency(impact) is var frequency and > 0)
            {
                frequencies[(index * words.Length) + wordOf[term]] += share[term] * frequency;
                lengths[index] = TermImpact.Length(impact);
            }
        }
    }
}
