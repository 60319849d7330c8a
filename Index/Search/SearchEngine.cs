using System.Data;
using Julie.Index.Freshness;
using Julie.Index.Lexical;
using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Hybrid search: vectors, code terms and symbols, fused.</summary>
public sealed class SearchEngine(NpgsqlDataSource dataSource)
{
    /// <summary>The most hits that one search gives.</summary>
    public const int MaxLimit = 200;

    /// <summary>Up to so many passages in scope are compared one by one: some milliseconds, and nothing is missed.</summary>
    internal int SmallScope { get; init; } = 20_000;

    /// <summary>Searches one state of the index: every statement runs in one REPEATABLE READ transaction (law 3).</summary>
    /// <exception cref="ArgumentException">The query's vector is not of the space: another length, zero, or not finite.</exception>
    public async Task<SearchOutcome> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limit = Math.Clamp(request.Limit, 1, MaxLimit);
        var query = LexicalQuery.Parse(request.Text);
        var vector = request.QueryVector is null || request.Mode == SearchMode.Lexical ? null : Halves.Of(request.QueryVector, request.Space.Dimensions, "the query");

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(connection, "set transaction read only; set local jit = off", cancellationToken);

        var scope = await ScopeReader.ReadAsync(connection, request, SmallScope, cancellationToken);
        if (scope.PassageIds is [])
        {
            return new([], 1);
        }

        // More than asked for: the other scores, duplicates and the cap of one file reorder them.
        var depth = Math.Clamp(limit * 5, 100, 400);
        var terms = request.Mode == SearchMode.Semantic ? WeightedTerms.None : await WeightedTerms.ReadAsync(connection, query, cancellationToken);
        var lexical = await new LexicalRetriever(connection, scope, terms).FindAsync(depth, cancellationToken);
        var definitions = request is { Ranking: true, Mode: not SearchMode.Semantic }
            ? await new SymbolRetriever(connection, scope).FindAsync(query, depth, cancellationToken)
            : Array.Empty<string>().ToLookup(_ => 0L);
        var nearest = vector is null ? [] : await new VectorRetriever(connection, request.Space, scope).FindAsync(vector, depth, cancellationToken);

        long[] ids = [.. lexical.Union(nearest).Union(definitions.Select(d => d.Key))];
        var candidates = await new CandidateReader(connection, request.Space, scope).ReadAsync(ids, terms, vector, definitions, cancellationToken);
        var ranked = new Fusion(query, request, vector is not null).Rank(candidates, limit);
        var bodies = await ReadBodiesAsync(connection, [.. ranked.Select(r => r.Candidate.PassageId)], cancellationToken);
        var stale = await StaleRefs.ReadAsync(connection, [.. ranked.Select(r => (r.Place.RepositoryId, r.Place.Ref)).Distinct()], cancellationToken);
        var coverage = await CoverageReader.ReadAsync(connection, request.Space, scope, cancellationToken);
        return new([.. ranked.Select(r => ToHit(r.Candidate, r.Place, r.Score, bodies[r.Candidate.PassageId]) with { Stale = stale.Contains((r.Place.RepositoryId, r.Place.Ref)) })], coverage);
    }

    private static SearchHit ToHit(Candidate candidate, Place place, double score, string snippet) => new(
        place.RepositoryId, place.Repository, place.Path, place.StartLine, place.EndLine, place.Symbol, place.Kind, place.Language,
        place.Commit, score, snippet, (int)Math.Min(candidate.Files - 1, int.MaxValue)) { Ref = place.Ref, Similarity = candidate.Similarity };

    private static async Task<Dictionary<long, string>> ReadBodiesAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, body from passage where id = any(@ids)", connection);
        command.Parameters.AddWithValue("ids", ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var bodies = new Dictionary<long, string>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            bodies[reader.GetInt64(0)] = reader.GetString(1);
        }

        return bodies;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
