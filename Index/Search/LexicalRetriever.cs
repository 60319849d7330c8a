using Julie.Index.Lexical;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The passages in scope that hold the query's terms, best first by BM25. Packed passages are found by their postings, new ones one by one.</summary>
internal sealed class LexicalRetriever(SearchScope scope, WeightedTerms terms)
{
    /// <summary>Of the best of the whole index, at most so many are looked at for those in scope.</summary>
    private const int Deepest = 40_000;

    /// <summary>So many new passages are looked at; more wait only after an upgrade from an index without postings.</summary>
    private const int MostUnpacked = 20_000;

    /// <summary>Some of the best may be in no snapshot any more.</summary>
    private const double Slack = 1.2;

    private const int Stride = 6;

    private readonly Statement<long[]> _waiting = ListReader.Waiting(SegmentKind.Terms, MostUnpacked);

    /// <summary>What the index says of the terms; complete once passages were looked for.</summary>
    public QueryPostings Postings { get; } = new(terms);

    /// <summary>What has to be asked first: the postings, and which passages are in no segment yet.</summary>
    public IReadOnlyList<Statement> Statements => terms.IsEmpty ? [] : [Postings.Lists, _waiting];

    public async Task<long[]> FindAsync(NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
        {
            return [];
        }

        await AddUnpackedAsync(connection, scope.PassageIds is { } ids ? [.. _waiting.Answer.Where(id => Array.BinarySearch(ids, id) >= 0)] : _waiting.Answer, cancellationToken);
        if (scope.PassageIds is { } passages)
        {
            return [.. Postings.Best(count, passages)];
        }

        var share = scope.AnyRepository || scope.Total == 0 ? 1 : Math.Clamp(scope.Passages / (double)scope.Total, 0.001, 1);
        var found = new List<long>(count);
        var looked = 0;
        for (var depth = (int)Math.Min(Deepest, count * Slack / share); ; depth = Math.Min(Deepest, depth * Stride))
        {
            var best = Postings.Best(depth, among: null);
            found.AddRange(await KeepAsync(connection, [.. best.Skip(looked)], count - found.Count, cancellationToken));
            if (found.Count >= count || best.Count < depth || depth == Deepest)
            {
                return [.. found];
            }

            looked = best.Count;
        }
    }

    /// <summary>What new passages in scope hold of the terms, as their postings will say it.</summary>
    private async Task AddUnpackedAsync(NpgsqlConnection connection, long[] waiting, CancellationToken cancellationToken)
    {
        if (waiting.Length == 0)
        {
            return;
        }

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
        while (await reader.ReadAsync(cancellationToken))
        {
            var (length, frequencies) = (reader.GetInt32(1), reader.GetFieldValue<int[]>(2));
            Postings.AddUnpacked(reader.GetInt64(0), [.. frequencies.Take(terms.Terms.Length).Select(frequency => TermImpact.Of(frequency, length))]);
        }
    }

    private async Task<long[]> KeepAsync(NpgsqlConnection connection, long[] best, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select p.id from unnest(@best) with ordinality p(id, number) where {scope.ContainsRow} order by p.number limit @count", connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("best", best);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }
}
