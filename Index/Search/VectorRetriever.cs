using System.Globalization;
using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>The passages nearest to the query's vector.</summary>
internal sealed class VectorRetriever(NpgsqlConnection connection, Space space, SearchScope scope)
{
    /// <summary>Ids of the nearest passages in scope. Fewer than <paramref name="count"/> only where the scope holds no more vectors.</summary>
    public async Task<long[]> FindAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        var large = scope.PassageIds is null;
        if (large && await HnswIndex.FindAsync(connection, space.Id, cancellationToken) is { IsValid: true })
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

    private Task<long[]> ExactlyAsync(HalfVector query, int count, CancellationToken cancellationToken) => ReadAsync(
        // "+ 0": an expression that no index serves, so that the order is exact.
        $"""
        select p.id from (select passage_id as id, embedding from {space.Table}) p
        where {scope.Contains}
        order by (p.embedding <=> @query) + 0 limit @count
        """,
        query, count, cancellationToken);

    private async Task<long[]> ThroughIndexAsync(HalfVector query, int count, CancellationToken cancellationToken)
    {
        // The scan goes on until enough rows pass the condition. Without these settings the planner may prefer to sort everything.
        await ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
            set local hnsw.iterative_scan = relaxed_order;
            set local hnsw.ef_search = {Math.Clamp(count, 100, 400)};
            set local hnsw.max_scan_tuples = 40000;
            set local enable_seqscan = off;
            set local enable_sort = off
            """),
            cancellationToken);
        var found = await ReadAsync(
            $"""
            select p.id from (select passage_id as id, embedding from {space.Table}) p
            where {scope.ContainsRow}
            order by p.embedding <=> @query limit @count
            """,
            query, count, cancellationToken);
        await ExecuteAsync("set local enable_seqscan = on; set local enable_sort = on", cancellationToken);
        return found;
    }

    private async Task<long[]> ReadAsync(string sql, HalfVector query, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("query", query);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
