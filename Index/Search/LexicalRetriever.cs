using Julie.Index.Lexical;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// The passages that hold the query's terms, best first by BM25, and what any passage holds of them. Packed passages are found by their postings (<see cref="TermImpact"/>), new
/// ones one by one.
/// </summary>
internal sealed class LexicalRetriever
{
    /// <summary>Of the best of the whole index, at most so many are looked at for those in scope.</summary>
    private const int Deepest = 40_000;

    /// <summary>So many new passages are looked at; more wait only after an upgrade from an index without postings.</summary>
    private const int MostUnpacked = 20_000;

    /// <summary>Some of the best may be in no snapshot any more.</summary>
    private const double Slack = 1.2;

    private const int Stride = 6;

    /// <summary>So many terms are looked for, the heaviest: a question has fewer, a range of lines that others are to be like has hundreds.</summary>
    private const int MostTerms = 64;

    /// <summary>So many postings are read: common terms must not make a search read the world, and say least.</summary>
    private const long MostPostings = 2_000_000;

    private readonly SearchScope _scope;
    private readonly WeightedTerms _terms;
    private readonly int[][] _scores;
    private readonly List<(int Term, ReadOnlyMemory<byte> List)> _lists = [];
    private readonly Statement<long[]> _waiting = ListReader.Waiting(SegmentKind.Terms, MostUnpacked);
    private Dictionary<long, byte[]> _unpacked = [];

    public LexicalRetriever(SearchScope scope, WeightedTerms terms)
    {
        (_scope, _terms) = (scope, terms);
        _scores = [.. terms.Weights.Select(weight => TermImpact.Scores(weight, terms.AverageLength))];
        if (terms.IsEmpty)
        {
            return;
        }

        var read = 0L;
        var wanted = Enumerable.Range(0, terms.Terms.Length).OrderByDescending(i => terms.Weights[i]).Take(MostTerms)
            .TakeWhile((i, number) => (read += terms.Passages[i]) <= MostPostings || number == 0)
            .ToLookup(i => TermKey.Of(terms.Terms[i]));
        Statements = [ListReader.Lists(SegmentKind.Terms, wanted.Select(t => t.Key).ToHashSet(), (key, list) => _lists.AddRange(wanted[key].Select(term => (term, list)))), _waiting];
    }

    /// <summary>What has to be asked first: the lists of each term, by segment, and which passages are in no segment yet.</summary>
    public IReadOnlyList<Statement> Statements { get; } = [];

    public async Task<long[]> FindAsync(NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        if (_terms.IsEmpty)
        {
            return [];
        }

        long[] waiting = _scope.PassageIds is { } ids ? [.. _waiting.Answer.Where(id => Array.BinarySearch(ids, id) >= 0)] : _waiting.Answer;
        _unpacked = waiting.Length == 0 ? [] : await ReadUnpackedAsync(connection, waiting, cancellationToken);
        if (_scope.PassageIds is { } passages)
        {
            return [.. Best(count, passages)];
        }

        var share = _scope.AnyRepository || _scope.Total == 0 ? 1 : Math.Clamp(_scope.Passages / (double)_scope.Total, 0.001, 1);
        var found = new List<long>(count);
        var looked = 0;
        for (var depth = (int)Math.Min(Deepest, count * Slack / share); ; depth = Math.Min(Deepest, depth * Stride))
        {
            var best = Best(depth, among: null);
            found.AddRange(await KeepAsync(connection, [.. best.Skip(looked)], count - found.Count, cancellationToken));
            if (found.Count >= count || best.Count < depth || depth == Deepest)
            {
                return [.. found];
            }

            looked = best.Count;
        }
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

    /// <summary>What new passages in scope hold of the terms, as their postings will say it.</summary>
    private async Task<Dictionary<long, byte[]>> ReadUnpackedAsync(NpgsqlConnection connection, long[] waiting, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            // Passage by passage ("offset 0"): a plan may prefer to look for the terms in every passage there is.
            $"""
            select p.id, p.length, {Bm25.Frequencies(_terms.Terms.Length)}
            from unnest(@waiting) w(id) cross join lateral (select s.id, s.length, s.terms from passage s where s.id = w.id offset 0) p
            where p.terms @@ @held::tsquery and {_scope.ContainsRow}
            """,
            connection);
        _scope.AddTo(command.Parameters);
        _terms.AddTo(command.Parameters);
        command.Parameters.AddWithValue("waiting", waiting);
        command.Parameters.AddTsQuery("held", string.Join(" | ", _terms.Terms.Select(WeightedTerms.Lexeme)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<long, byte[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (length, frequencies) = (reader.GetInt32(1), reader.GetFieldValue<int[]>(2));
            found[reader.GetInt64(0)] = [.. frequencies.Take(_terms.Terms.Length).Select(frequency => TermImpact.Of(frequency, length))];
        }

        return found;
    }

    private List<long> Best(int count, long[]? among)
    {
        var scorer = new TermScorer();
        foreach (var (term, list) in _lists)
        {
            scorer.Add(list, _scores[term]);
        }

        var unpacked = _unpacked.Select(passage => (Passage: passage.Key, Score: _scores.Zip(passage.Value, (scores, impact) => scores[impact]).Sum()));
        return [.. scorer.Best(count, among).Concat(unpacked).OrderByDescending(p => p.Score).ThenBy(p => p.Passage).Take(count).Select(p => p.Passage)];
    }

    private async Task<long[]> KeepAsync(NpgsqlConnection connection, long[] best, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select p.id from unnest(@best) with ordinality p(id, number) where {_scope.ContainsRow} order by p.number limit @count", connection);
        _scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("best", best);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }
}
