using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Builds the HNSW index of a space once a bulk load is over, and drops it where another one begins.</summary>
public sealed class HnswBuilder(NpgsqlDataSource dataSource)
{
    private const string InsufficientResources = "53";

    /// <summary>Candidates that are looked at for each vector's neighbours (pgvector's default is 64): more than twice the time to build, and half as many of the ten nearest are missed (docs/benchmarks.md).</summary>
    private const int Construction = 200;

    /// <summary>
    /// Builds the index where the space holds enough vectors and has none. One owner at a time, without blocking writers; what an
    /// interrupted build left is dropped first. Returns whether it built one.
    /// </summary>
    public async Task<bool> BuildIfDueAsync(Space space, long minimumRows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await IsDueAsync(connection, space, minimumRows, cancellationToken)
            && await AloneAsync(connection, space, index => index is not { IsValid: true }, () => BuildAsync(connection, space, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Drops the index where half as many vectors are to come as it holds, or more: beside a bulk load it takes 160 a second on two cores, a table without it 3,000, and a build 1,300
    /// (docs/benchmarks.md). Searches compare all vectors meanwhile. What an interrupted build or drop left goes in any case: no search uses it, and every insert goes into it. Returns whether it dropped one.
    /// </summary>
    public async Task<bool> DropIfOutweighedAsync(Space space, long minimumRows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var index = await HnswIndex.FindAsync(connection, space.Id, cancellationToken);
        return index is not null
            && (!index.IsValid || await ScalarAsync(connection, $"select waiting * 2 >= rows and waiting >= {minimumRows} from {Load(space)}", cancellationToken))
            && await AloneAsync(connection, space, now => now == index, () => DropAsync(connection, space, cancellationToken), cancellationToken);
    }

    /// <summary>Whether the space has no index, and enough vectors and little enough work for one.</summary>
    public async Task<bool> IsDueAsync(Space space, long minimumRows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await IsDueAsync(connection, space, minimumRows, cancellationToken);
    }

    /// <summary>No index, enough rows, and no more than a hundredth of them still to come: building over a running bulk load would slow every insert of it.</summary>
    private static async Task<bool> IsDueAsync(NpgsqlConnection connection, Space space, long minimumRows, CancellationToken cancellationToken) =>
        await HnswIndex.FindAsync(connection, space.Id, cancellationToken) is not { IsValid: true }
        && await ScalarAsync(connection, $"select rows >= {minimumRows} and waiting * 100 <= rows from {Load(space)}", cancellationToken);

    /// <summary>Acts as the only owner, where the index still is as it was: another owner may have been here between the first look and the lock. Returns whether it acted.</summary>
    private static async Task<bool> AloneAsync(NpgsqlConnection connection, Space space, Func<HnswIndex?, bool> isAsItWas, Func<Task> act, CancellationToken cancellationToken)
    {
        if (!await ScalarAsync(connection, $"select pg_try_advisory_lock({AdvisoryLock.Hnsw(space.Id)})", cancellationToken))
        {
            return false;
        }

        try
        {
            if (!isAsItWas(await HnswIndex.FindAsync(connection, space.Id, cancellationToken)))
            {
                return false;
            }

            await act();
            return true;
        }
        finally
        {
            await ScalarAsync(connection, $"select pg_advisory_unlock({AdvisoryLock.Hnsw(space.Id)})", CancellationToken.None);
        }
    }

    /// <summary>Vectors that are there, and passages that wait for theirs.</summary>
    private static string Load(Space space) =>
        $"""
        (select count(*) as rows from {SpaceTable.Name(space.Id)}) stored,
        (select count(*) as waiting from embed_work where space_id = {space.Id} and failed_at is null) work
        """;

    private static async Task BuildAsync(NpgsqlConnection connection, Space space, CancellationToken cancellationToken)
    {
        await ReserveAsync(connection, space, cancellationToken);
        try
        {
            await CreateIndexAsync(connection, space, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith(InsufficientResources, StringComparison.Ordinal))
        {
            // Workers share the graph in shared memory, and a container may have 64 MB of that: one process needs none.
            await ExecuteAsync(connection, "set max_parallel_maintenance_workers = 0", cancellationToken);
            await CreateIndexAsync(connection, space, cancellationToken);
        }

        await ExecuteAsync(connection, "reset maintenance_work_mem; reset max_parallel_maintenance_workers", cancellationToken);
    }

    /// <summary>
    /// The part of a graph that does not fit into memory is built many times slower. One takes 640 bytes a vector beside the vector (measured, m = 16); it gets that and a tenth, up to
    /// half of what the server says that the machine caches.
    /// </summary>
    private static Task ReserveAsync(NpgsqlConnection connection, Space space, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        $"""
        select set_config('maintenance_work_mem', greatest(1024 * 1024, least(
          (select count(*) * {(2 * space.Dimensions) + 640} / 1024 * 11 / 10 from {SpaceTable.Name(space.Id)}),
          (select setting::bigint * 8 / 2 from pg_settings where name = 'effective_cache_size')))::text || 'kB', false)
        """,
        cancellationToken);

    private static async Task CreateIndexAsync(NpgsqlConnection connection, Space space, CancellationToken cancellationToken)
    {
        await DropAsync(connection, space, cancellationToken);
        await ExecuteAsync(
            connection,
            $"""
            create index concurrently {SpaceTable.HnswIndex(space.Id)} on {SpaceTable.Name(space.Id)}
            using hnsw (embedding halfvec_cosine_ops) with (m = 16, ef_construction = {Construction})
            """,
            cancellationToken);
    }

    private static Task DropAsync(NpgsqlConnection connection, Space space, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"drop index concurrently if exists {SpaceTable.HnswIndex(space.Id)}", cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
