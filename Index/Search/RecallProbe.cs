using Julie.Index.Spaces;
using Npgsql;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>
/// How many of the nearest passages the search through the graph finds: recall@10 of one query against the exact order, where every passage as near as the exact tenth counts
/// (near-duplicates tie).
/// </summary>
public sealed class RecallProbe(NpgsqlDataSource dataSource)
{
    private const int Wanted = 10;

    /// <summary>Cosines of half precision that differ by less are equal.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>More passages in scope than these are never compared one by one, as in <see cref="SearchEngine"/>.</summary>
    internal int SmallScope { get; init; } = SearchEngine.DefaultSmallScope;

    /// <summary>0 to 1; null where the search is exact anyway: without a vector, in a small scope, before the graph is built. Costs a scan of every vector in scope.</summary>
    /// <exception cref="ArgumentException">The query's vector is not of the space.</exception>
    public async Task<double?> MeasureAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.QueryVector is null)
        {
            return null;
        }

        var query = Halves.Of(request.QueryVector, request.Space.Dimensions, "the query");
        await using var snapshot = await SearchSnapshot.OpenAsync(dataSource, "auto", parallel: false, cancellationToken);
        var scope = await ScopeReader.ReadAsync(snapshot.First, request, SmallScope, cancellationToken);
        var retriever = new VectorRetriever(snapshot.First, request.Space, scope);
        if (scope.PassageIds is not null || !await retriever.IsThroughIndexAsync(cancellationToken))
        {
            return null;
        }

        var exact = await DistancesAsync(snapshot.First, request.Space, await retriever.ExactlyAsync(query, Wanted, cancellationToken), query, cancellationToken);
        if (exact.Length == 0)
        {
            return null;
        }

        var found = await DistancesAsync(
            snapshot.First, request.Space, await retriever.FindAsync(query, SearchEngine.Depth(request), cancellationToken), query, cancellationToken);
        return Math.Min(1, found.Count(distance => distance <= exact[^1] + Tolerance) / (double)exact.Length);
    }

    /// <summary>Distances to the query, the nearest first.</summary>
    private static async Task<double[]> DistancesAsync(NpgsqlConnection connection, Space space, long[] passages, HalfVector query, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select embedding <=> @query from {space.Table} where passage_id = any(@passages) order by 1", connection);
        command.Parameters.AddWithValue("query", query);
        command.Parameters.AddWithValue("passages", passages);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var distances = new List<double>();
        while (await reader.ReadAsync(cancellationToken))
        {
            distances.Add(reader.GetDouble(0));
        }

        return [.. distances];
    }
}
