using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Finds out what is in scope, and how much: it decides between an exact scan and an index.</summary>
internal static class ScopeReader
{
    /// <summary>
    /// A share s of N passages is compared one by one at s·N steps; through the graph the hundred nearest of them are met after 100/s steps of 50 to 120 times the cost
    /// (40 µs to 0.8 µs, at a million 84 to 0.7, docs/benchmarks.md), so up to about √(10,000·N) passages the first is less. It also misses nothing: among 7 % of a million
    /// the graph finds 0.90 of the ten nearest in the same time, and takes a second where the query is about something else.
    /// </summary>
    private const double GraphCost = 10_000;

    /// <summary>So few are always compared one by one: an index of fewer has no graph.</summary>
    private const int FewestForGraph = 10_000;

    /// <summary>So many passages are looked at to estimate how many a filter on files keeps.</summary>
    private const int Sample = 100;

    /// <summary>Fewer of them in scope say nothing.</summary>
    private const int FewestOfSample = 5;

    /// <summary>The scope with its passages, where they are few enough to be compared one by one.</summary>
    public static async Task<SearchScope> NarrowAsync(NpgsqlConnection connection, SearchScope scope, int smallScope, CancellationToken cancellationToken)
    {
        var most = MostCompared(scope.Total, smallScope);
        if (scope.Passages <= most)
        {
            return scope with { PassageIds = await ReadSmallAsync(connection, scope, most, cancellationToken) };
        }

        if (scope.Files.IsEmpty)
        {
            return scope;
        }

        var (held, looked) = await SampleAsync(connection, scope, cancellationToken);
        var share = held / (double)Math.Max(1, looked);
        var isLarge = held >= FewestOfSample && share * scope.Total > most;
        return scope with { Share = share, PassageIds = isLarge ? null : await ReadSmallAsync(connection, scope, most, cancellationToken) };
    }

    /// <summary>So many passages are compared one by one. Which of them a filter on files keeps costs more than that to find out, and in the graph as well (docs/benchmarks.md).</summary>
    /// <param name="total">Passages of the index.</param>
    /// <param name="smallScope">Never more.</param>
    internal static int MostCompared(long total, int smallScope) => (int)Math.Min(smallScope, Math.Max(FewestForGraph, Math.Sqrt(GraphCost * total)));

    /// <summary>The scope by its repositories and filters alone.</summary>
    public static Statement<SearchScope> Repositories(long chunkingId, ReadableRepositories readable, SearchFilters filters)
    {
        var statement = new Statement<SearchScope>(
            $"with {RepositoryScope.Relation} select coalesce(array_agg(id), '{{}}'), coalesce(sum(passages), 0)::bigint, (select passages from corpus where id = 1), count(*) = (select count(*) from repository) from scope",
            async (reader, token) =>
            {
                await reader.ReadAsync(token);

                // SECURITY: true of this snapshot, in which all else is read: a repository that was registered since is in none of its rows (law 4).
                var any = reader.GetBoolean(3);
                return new SearchScope
                {
                    AnyRepository = any,
                    Repositories = any ? [] : reader.GetFieldValue<long[]>(0),
                    Passages = reader.GetInt64(1),
                    Total = reader.GetInt64(2),
                    Share = any || reader.GetInt64(2) == 0 ? 1 : Math.Min(1, reader.GetInt64(1) / (double)reader.GetInt64(2)),
                    Files = new(filters),
                    Readable = readable,
                    ChunkingId = chunkingId,
                };
            });
        RepositoryScope.AddTo(statement.Parameters, readable, filters);
        return statement;
    }

    /// <summary>Passages in scope among a sample that is spread evenly over the index (multiples of the golden ratio), the same for every search. One behind a gap is looked at once.</summary>
    private static async Task<(long Held, long Looked)> SampleAsync(NpgsqlConnection connection, SearchScope scope, CancellationToken cancellationToken)
    {
        var statement = new Statement<(long Held, long Looked)>(
            $"""
            select count(*) filter (where {scope.ContainsRow}), count(*)
            from (
              select distinct found.id
              from (select max(id) as most from passage) m
              cross join generate_series(1, {Sample}) i
              cross join lateral (select s.id from passage s where s.id >= ((i * 0.6180339887498949 - floor(i * 0.6180339887498949)) * m.most)::bigint order by s.id limit 1) found) p
            """,
            async (reader, token) => await reader.ReadAsync(token) ? (reader.GetInt64(0), reader.GetInt64(1)) : default);
        scope.AddTo(statement.Parameters);
        return await connection.AskAsync(statement, cancellationToken);
    }

    /// <summary>The passages in scope, where they are few; else null.</summary>
    private static async Task<long[]?> ReadSmallAsync(
        NpgsqlConnection connection, SearchScope scope, int smallScope, CancellationToken cancellationToken)
    {
        // Rows, not distinct passages, are limited: a large scope must be told from a small one without reading all of it.
        var statement = new Statement<long[]>(
            $"select coalesce(array_agg(s.passage_id), '{{}}') from ({scope.AllPassages} limit @most) s",
            async (reader, token) => await reader.ReadAsync(token) ? reader.GetFieldValue<long[]>(0) : []);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("most", smallScope + 1);
        var ids = await connection.AskAsync(statement, cancellationToken);
        if (ids.Length > smallScope)
        {
            return null;
        }

        Array.Sort(ids);
        return [.. ids.Distinct()];
    }
}
