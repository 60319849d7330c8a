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

    /// <summary>Ids of the nearest passages in scope. Fewer than <paramref name="count"/> only where the scope holds no more vectors.</summary>
    public async Task<long[]> FindAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        if (await IsThroughIndexAsync(cancellationToken))
        {
            var found = await ThroughIndexAsync(query, count, cancellationToken);
            if (found.Length >= count)
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

    /// <summary>Ids of the nearest passages in scope, by comparing all of them.</summary>
    public Task<long[]> ExactlyAsync(HalfVector query, int count, CancellationToken cancellationToken) => ReadAsync(
        // "+ 0": an expression that no index serves, so that the order is exact.
        $"""
        select p.id from (select passage_id as id, embedding from {space.Table}) p
        where {scope.Contains}
        order by (p.embedding <=> @query) + 0 limit @count
        """,
        query, count, cancellationToken);

    /// <summary>In one round trip: the settings, without which the planner may prefer to sort everything, the scan that goes on until enough rows pass, and the settings undone.</summary>
    private async Task<long[]> ThroughIndexAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Set(string.Create(CultureInfo.InvariantCulture, $"set local hnsw.ef_search = {Math.Min(Breadth * count, MostBreadth)}"));
        Set("set local hnsw.iterative_scan = relaxed_order");
        Set("set local hnsw.max_scan_tuples = 40000");
        Set("set local enable_seqscan = off");
        Set("set local enable_sort = off");
        var scan = new NpgsqlBatchCommand(
            $"""
            select p.id from (select passage_id as id, embedding from {space.Table}) p
            where {scope.ContainsRow}
            order by p.embedding <=> @query limit @count
            """);
        scope.AddTo(scan.Parameters);
        scan.Parameters.AddWithValue("query", query);
        scan.Parameters.AddWithValue("count", count);
        batch.BatchCommands.Add(scan);
        Set("set local enable_seqscan = on");
        Set("set local enable_sort = on");
        return await batch.ReadIdsAsync(cancellationToken);

        void Set(string sql) => batch.BatchCommands.Add(new(sql));
    }

    private async Task<long[]> ReadAsync(string sql, HalfVector query, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("query", query);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }
}
