using Julie.Index.Spaces;
using Npgsql;

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
        var repositories = ScopeReader.Repositories(request.Space.ChunkingId, request.Readable, request.Filters);
        var graph = HnswIndex.Find(request.Space.Id);
        await using var snapshot = await SearchSnapshot.OpenAsync(dataSource, "auto", [repositories, graph], cancellationToken);
        var scope = await ScopeReader.NarrowAsync(snapshot.Connection, repositories.Answer, SmallScope, cancellationToken);
        var retriever = new VectorRetriever(request.Space, graph.Answer, scope, query);
        if (!retriever.IsThroughIndex)
        {
            return null;
        }

        var exact = await snapshot.Connection.AskAsync(retriever.Exactly(Wanted), cancellationToken);
        if (exact.Count == 0)
        {
            return null;
        }

        var found = await retriever.FindAsync(snapshot.Connection, CandidateFinder.Depth(request), [], cancellationToken);
        return Math.Min(1, found.Count(neighbour => neighbour.Similarity >= exact[^1].Similarity - Tolerance) / (double)exact.Count);
    }
}
