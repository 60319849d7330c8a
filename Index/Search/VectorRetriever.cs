using System.Globalization;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>The passages nearest to the query's vector.</summary>
internal sealed class VectorRetriever(NpgsqlConnection connection, Space space, SearchScope scope)
{
    /// <summary>So many candidates of the graph are kept for each wanted one: of the ten nearest among a million passages two find 96 %, and four find 97 % at more than half again the time (docs/benchmarks.md).</summary>
    private const int Breadth = 2;

    /// <summary>pgvector keeps no more.</summary>
    private const int MostBreadth = 1000;

    /// <summary>The nearest passages in scope. Fewer than <paramref name="count"/> only where the scope holds no more vectors.</summary>
    public async Task<IReadOnlyList<Neighbour>> FindAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        if (await IsThroughIndexAsync(cancellationToken))
        {
            var found = await ThroughIndexAsync(query, count, cancellationToken);
            if (found.Count >= count)
            {
                return found;
            }

            // The graph was searched to its limit without meeting enough of the scope: an exact scan does not under-return.
        }

        return await ExactlyAsync(query, count, cancellationToken);
    }

    /// <summary>Whether the graph is searched, and not every passage.</summary>
    public async Task<bool> IsThroughIndexAsync(CancellationToken cancellationToken) =>
        scope.PassageIds is null && await HnswIndex.FindAsync(connection, space.Id, cancellationToken) is { IsValid: true };

    /// <summary>The nearest passages in scope, by comparing all of them.</summary>
    public Task<IReadOnlyList<Neighbour>> ExactlyAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        // "+ 0": an expression that no index serves, so that the order is exact.
        var statement = Nearest(scope.Contains, "(p.embedding <=> @query) + 0", query, count);
        return connection.AskAsync(statement, cancellationToken);
    }

    /// <summary>Cosines of some passages; what has no vector is left out.</summary>
    public async Task<IReadOnlyList<Neighbour>> CompareAsync(HalfVector query, long[] passages, CancellationToken cancellationToken)
    {
        var statement = new Statement<IReadOnlyList<Neighbour>>($"select passage_id, 1 - (embedding <=> @query) from {space.Table} where passage_id = any(@passages)", ReadAsync);
        statement.Parameters.AddWithValue("query", query);
        statement.Parameters.AddWithValue("passages", passages);
        return passages.Length == 0 ? [] : await connection.AskAsync(statement, cancellationToken);
    }

    /// <summary>In one round trip: the settings, without which the planner may prefer to sort everything, the scan that goes on until enough rows pass, and the settings undone.</summary>
    private async Task<IReadOnlyList<Neighbour>> ThroughIndexAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        var breadth = Math.Min(Breadth * count, MostBreadth).ToString(CultureInfo.InvariantCulture);
        var scan = Nearest(scope.ContainsRow, "p.embedding <=> @query", query, count);
        await connection.AskAsync(
            [
                Statement.Settings(
                    ("hnsw.ef_search", breadth), ("hnsw.iterative_scan", "relaxed_order"), ("hnsw.max_scan_tuples", "40000"), ("enable_seqscan", "off"), ("enable_sort", "off")),
                scan,
                Statement.Settings(("enable_seqscan", "on"), ("enable_sort", "on")),
            ],
            cancellationToken);
        return scan.Answer;
    }

    private Statement<IReadOnlyList<Neighbour>> Nearest(string condition, string order, HalfVector query, int count)
    {
        var statement = new Statement<IReadOnlyList<Neighbour>>(
            $"""
            select p.id, 1 - (p.embedding <=> @query) from (select passage_id as id, embedding from {space.Table}) p
            where {condition}
            order by {order} limit @count
            """,
            ReadAsync);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("query", query);
        statement.Parameters.AddWithValue("count", count);
        return statement;
    }

    private static async Task<IReadOnlyList<Neighbour>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new List<Neighbour>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetInt64(0), reader.GetDouble(1)));
        }

        return found;
    }
}
