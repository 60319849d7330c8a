using Julie.Index.Lexical;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// The passages that hold the query's terms, best first by BM25 as postings know it (<see cref="TermImpact"/>): who ranks them computes the score itself. Packed passages are
/// found by their postings, new ones one by one.
/// </summary>
internal sealed class LexicalRetriever(NpgsqlConnection connection, SearchScope scope, WeightedTerms terms)
{
    /// <summary>Of the best of the whole index, at most so many are looked at for those in scope.</summary>
    private const int Deepest = 40_000;

    /// <summary>So many new passages are looked at; more wait only after an upgrade from an index without postings.</summary>
    private const int MostUnpacked = 20_000;

    /// <summary>Some of the best may be in no snapshot any more.</summary>
    private const double Slack = 1.2;

    private const int Stride = 6;

    /// <summary>So many terms choose candidates, the heaviest: a question has fewer, a range of lines that others are to be like has hundreds.</summary>
    private const int MostTerms = 64;

    /// <summary>So many postings are read: common terms must not make a search read the world, and say least.</summary>
    private const long MostPostings = 2_000_000;

    private readonly int[][] _scores = [.. terms.Weights.Select(weight => TermImpact.Scores(weight, terms.AverageLength))];

    public async Task<long[]> FindAsync(int count, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
        {
            return [];
        }

        var (lists, waiting) = await ReadListsAsync(cancellationToken);
        var unpacked = waiting.Length == 0 ? [] : await ReadUnpackedAsync(waiting, cancellationToken);
        if (scope.PassageIds is { } passages)
        {
            return [.. Best(lists, unpacked, count, passages)];
        }

        var share = scope.AnyRepository || scope.Total == 0 ? 1 : Math.Clamp(scope.Passages / (double)scope.Total, 0.001, 1);
        var found = new List<long>(count);
        var looked = 0;
        for (var depth = (int)Math.Min(Deepest, count * Slack / share); ; depth = Math.Min(Deepest, depth * Stride))
        {
            var best = Best(lists, unpacked, depth, among: null);
            found.AddRange(await KeepAsync([.. best.Skip(looked)], count - found.Count, cancellationToken));
            if (found.Count >= count || best.Count < depth || depth == Deepest)
            {
                return [.. found];
            }

            looked = best.Count;
        }
    }

    /// <summary>The lists of each term, by segment; and the passages, of those in a small scope, that are in no segment yet.</summary>
    private async Task<(List<(int Term, ReadOnlyMemory<byte> List)> Lists, long[] Waiting)> ReadListsAsync(CancellationToken cancellationToken)
    {
        var read = 0L;
        var wanted = Enumerable.Range(0, terms.Terms.Length).OrderByDescending(i => terms.Weights[i]).Take(MostTerms)
            .TakeWhile((i, number) => (read += terms.Passages[i]) <= MostPostings || number == 0)
            .ToLookup(i => TermKey.Of(terms.Terms[i]));
        var lists = new List<(int, ReadOnlyMemory<byte>)>();
        var waiting = await ListReader.ReadAsync(
            connection, SegmentKind.Terms, wanted.Select(t => t.Key).ToHashSet(),
            (key, list) => lists.AddRange(wanted[key].Select(term => (term, list))), MostUnpacked, cancellationToken);
        return (lists, scope.PassageIds is { } ids ? [.. waiting.Where(id => Array.BinarySearch(ids, id) >= 0)] : waiting);
    }

    private async Task<List<(long Passage, int Score)>> ReadUnpackedAsync(long[] waiting, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            // Passage by passage ("offset 0"): a plan may prefer to look for the terms in every passage there is.
            $"""
            select p.id, p.length, {Bm25.Frequencies(terms.Terms.Length)}
            from unnest(@waiting) w(id) cross join lateral (select s.id, s.length, s.terms from passage s where s.id = w.id offset 0) p
            where p.terms @@ @held::tsquery and {scope.ContainsRow}
            """,
            connection);
        scope.AddTo(command.Parameters);
        terms.AddTo(command.Parameters);
        command.Parameters.AddWithValue("waiting", waiting);
        command.Parameters.AddTsQuery("held", string.Join(" | ", terms.Terms.Select(WeightedTerms.Lexeme)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (length, frequencies) = (reader.GetInt32(1), reader.GetFieldValue<int[]>(2));
            found.Add((reader.GetInt64(0), _scores.Zip(frequencies, (scores, frequency) => scores[TermImpact.Of(frequency, length)]).Sum()));
        }

        return found;
    }

    private List<long> Best(List<(int Term, ReadOnlyMemory<byte> List)> lists, List<(long Passage, int Score)> unpacked, int count, long[]? among)
    {
        var scorer = new TermScorer();
        foreach (var (term, list) in lists)
        {
            scorer.Add(list, _scores[term]);
        }

        return [.. scorer.Best(count, among).Concat(unpacked).OrderByDescending(p => p.Score).ThenBy(p => p.Passage).Take(count).Select(p => p.Passage)];
    }

    private async Task<long[]> KeepAsync(long[] best, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select p.id from unnest(@best) with ordinality p(id, number) where {scope.ContainsRow} order by p.number limit @count", connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("best", best);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }
}
