using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>Finds out what is in scope, and how much: it decides between an exact scan and an index.</summary>
internal static class ScopeReader
{
    /// <summary>
    /// A share s of N passages is compared one by one at s·N steps; through the graph the hundred nearest of them are met after 100/s steps of about 44 times the cost
    /// (40 µs to 0.9 µs, docs/benchmarks.md). Up to √(4,400·N) passages the first is less.
    /// </summary>
    private const double GraphCost = 4_400;

    /// <summary>The scope with its passages, where they are few enough to be compared one by one.</summary>
    public static async Task<SearchScope> NarrowAsync(NpgsqlConnection connection, SearchScope scope, int smallScope, CancellationToken cancellationToken) =>
        scope with { PassageIds = await ReadSmallAsync(connection, scope, MostCompared(scope.Files.IsEmpty, scope.Total, smallScope), cancellationToken) };

    /// <summary>So many passages are compared one by one. Which files a row belongs to costs far more to find out, and to compare with, than which repository.</summary>
    /// <param name="isWhole">Whether whole repositories are in scope.</param>
    /// <param name="total">Passages of the index.</param>
    /// <param name="smallScope">Where files are filtered so many, else never more than twice as many.</param>
    internal static int MostCompared(bool isWhole, long total, int smallScope) => isWhole ? (int)Math.Min(2L * smallScope, Math.Sqrt(GraphCost * total)) : smallScope;

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
                    Files = new(filters),
                    Readable = readable,
                    ChunkingId = chunkingId,
                };
            });
        RepositoryScope.AddTo(statement.Parameters, readable, filters);
        return statement;
    }

    /// <summary>The passages in scope, where they are few; else null.</summary>
    private static async Task<long[]?> ReadSmallAsync(
        NpgsqlConnection connection, SearchScope scope, int smallScope, CancellationToken cancellationToken)
    {
        if (scope.Files.IsEmpty && scope.Passages > smallScope)
        {
            return null;
        }

        // Rows, not distinct passages, are limited: a large scope must be told from a small one without reading all of it.
        await using var command = new NpgsqlCommand(
            scope.Files.IsEmpty
                ? $"""
                  select array_agg(distinct v.passage_id), count(*) from passage_repository v where {scope.HoldsRepository("v.repository_id")}
                  """
                : $"""
                  select array_agg(distinct s.passage_id), count(*)
                  from (
                    select c.passage_id
                    from tree_entry t
                    join ref f on f.id = t.ref_id
                    join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = @chunking
                    join chunk c on c.chunked_blob_id = b.id
                    where {scope.ReadableFiles}
                    limit {smallScope + 1}) as s
                  """,
            connection);
        scope.AddTo(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(1) > smallScope ? null : reader.IsDBNull(0) ? [] : reader.GetFieldValue<long[]>(0);
    }
}
