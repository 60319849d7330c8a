using Julie.Index.Lexical;
using Julie.Index.Segments;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>The passages in scope that hold the query's terms, best first by BM25. Packed passages are found by their postings, new ones one by one.</summary>
/// <param name="scope">Where they lie.</param>
/// <param name="terms">The terms.</param>
/// <param name="space">Where their vectors are.</param>
/// <param name="vector">The query's, if it has one: each passage is compared with it.</param>
/// <param name="count">How many are wanted.</param>
/// <param name="postings">What the index says of the terms; complete once <see cref="Statements"/> were asked.</param>
internal sealed class LexicalRetriever(SearchScope scope, WeightedTerms terms, Space space, HalfVector? vector, int count, QueryPostings postings)
{
    /// <summary>Of the best of the whole index, at most so many are looked at for those in scope.</summary>
    private const int Deepest = 40_000;

    /// <summary>So many new passages are looked at; more wait only after an upgrade from an index without postings.</summary>
    private const int MostUnpacked = 20_000;

    /// <summary>Some of the best may be in no snapshot any more.</summary>
    private const double Slack = 1.2;

    private const int Stride = 6;

    private readonly Statement<long[]> _waiting = ListReader.Waiting(SegmentKind.Terms, MostUnpacked);

    private readonly int _depth = FirstDepth(scope, count);

    private List<(long Passage, int Score)> _packed = [];

    /// <summary>Of listed passages only those are asked for that are in scope.</summary>
    private string InScope => scope.PassageIds is null ? scope.ContainsRow : "true";

    /// <summary>What has to be asked first: the postings, and which passages are in no segment yet. Passages are chosen while the database works on what is asked behind.</summary>
    public IReadOnlyList<Statement> Statements => terms.IsEmpty ? [] : [postings.Lists, _waiting, new Meanwhile(() => _packed = postings.BestPacked(_depth, scope.PassageIds))];

    /// <summary>The best of them, each with its cosine.</summary>
    /// <param name="connection">Where <see cref="Statements"/> were asked.</param>
    /// <param name="beside">Is asked on the way.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Neighbour>> FindAsync(NpgsqlConnection connection, Statement beside, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
        {
            await connection.AskAsync([beside], cancellationToken);
            return [];
        }

        await AddUnpackedAsync(connection, scope.PassageIds is { } ids ? [.. _waiting.Answer.Where(id => Array.BinarySearch(ids, id) >= 0)] : _waiting.Answer, cancellationToken);
        var found = new List<Neighbour>(count);
        var looked = 0;
        for (var depth = _depth; ; depth = Math.Min(Deepest, depth * Stride))
        {
            var best = postings.Best(depth == _depth ? _packed : postings.BestPacked(depth, scope.PassageIds), depth);
            var kept = Keep([.. best.Skip(looked)], count - found.Count);
            await connection.AskAsync(looked == 0 ? [kept, beside] : [kept], cancellationToken);
            found.AddRange(kept.Answer);
            if (found.Count >= count || best.Count < depth || depth == Deepest || scope.PassageIds is not null)
            {
                return found;
            }

            looked = best.Count;
        }
    }

    /// <summary>How many of the best of the whole index are looked at first.</summary>
    private static int FirstDepth(SearchScope scope, int count) =>
        scope.PassageIds is null ? (int)Math.Min(Deepest, count * Slack / Math.Max(0.001, scope.Share)) : count;

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
            select p.id, p.length, {Bm25.Frequencies(terms.Terms.Length, inSymbol: false)}, {Bm25.Frequencies(terms.Terms.Length, inSymbol: true)}
            from unnest(@waiting) w(id) cross join lateral (select s.id, s.length, s.terms from passage s where s.id = w.id offset 0) p
            where p.terms @@ @held::tsquery and {InScope}
            """,
            connection);
        scope.AddTo(command.Parameters);
        terms.AddTo(command.Parameters);
        command.Parameters.AddWithValue("waiting", waiting);
        command.Parameters.AddTsQuery("held", string.Join(" | ", terms.Terms.Select(WeightedTerms.Lexeme)));
        await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var (length, all, inSymbol) = (reader.GetInt32(1), reader.GetFieldValue<int[]>(2), reader.GetFieldValue<int[]>(3));
            postings.AddUnpacked(reader.GetInt64(0), [.. all.Zip(inSymbol, (some, named) => TermImpact.Of(some, named, length)).Take(terms.Terms.Length)]);
        }
    }

    /// <summary>Of the best the first that are in scope.</summary>
    private Statement<IReadOnlyList<Neighbour>> Keep(long[] best, int most)
    {
        var statement = new Statement<IReadOnlyList<Neighbour>>(
            $"""
            select p.id, {(vector is null ? "null" : $"(select {VectorRetriever.Cosine} from {space.Table} v where v.passage_id = p.id)")}
            from (
              select p.id, p.number from unnest(@best) with ordinality p(id, number)
              where {InScope}
              order by p.number limit @count) p
            order by p.number
            """,
            VectorRetriever.ReadAsync);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("best", best);
        statement.Parameters.AddWithValue("count", most);
        if (vector is not null)
        {
            statement.Parameters.AddWithValue("query", vector);
        }

        return statement;
    }
}
