using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Catalog.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Vector spaces; one of them is active.</summary>
public sealed class SpaceCatalog(NpgsqlDataSource dataSource)
{
    private const string Active = "active";

    /// <summary>
    /// Makes this space the active one, creating it with its table on first use; the one that was active is retired. Passages of its
    /// chunking that lack a vector there are queued in the migration lane; where it is another chunking than before, every ref is asked for, to be cut anew.
    /// </summary>
    public async Task<Space> EnsureActiveAsync(SpaceDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        if (await context.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.Key == definition.Key && s.State == Active, cancellationToken) is { } known)
        {
            return ToSpace(known);
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({AdvisoryLock.Spaces})", cancellationToken);
        var space = await context.Spaces.SingleOrDefaultAsync(s => s.Key == definition.Key, cancellationToken);
        if (space?.State == Active)
        {
            return ToSpace(space);
        }

        await RetireActiveAsync(connection, definition.ChunkingId, cancellationToken);
        if (space is null)
        {
            space = new()
            {
                Key = definition.Key, Model = definition.Model, Dimensions = definition.Dimensions, ChunkingId = definition.ChunkingId,
                State = Active, Manifest = definition.ManifestJson,
            };
            context.Spaces.Add(space);
            await context.SaveChangesAsync(cancellationToken);
            await CreateTableAsync(connection, space, cancellationToken);
        }
        else
        {
            (space.State, space.RetiredAt) = (Active, null);
            await context.SaveChangesAsync(cancellationToken);
        }

        await QueueMissingAsync(connection, space, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ToSpace(space);
    }

    /// <summary>The active space; null before a service made one.</summary>
    public async Task<Space?> FindActiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await context.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.State == Active, cancellationToken) is { } row ? ToSpace(row) : null;
    }

    /// <summary>The space with this key; null when there is none.</summary>
    public async Task<Space?> FindAsync(long spaceId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await context.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.Id == spaceId, cancellationToken) is { } row ? ToSpace(row) : null;
    }

    /// <summary>The active space for people, with how it is searched: exact or hnsw.</summary>
    public async Task<SpaceStatus?> StatusAsync(CancellationToken cancellationToken)
    {
        if (await FindActiveAsync(cancellationToken) is not { } space)
        {
            return null;
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var index = await HnswIndex.FindAsync(connection, space.Id, cancellationToken);
        return new(space.Id, space.Model, space.Dimensions, space.State, index is { IsValid: true } ? "hnsw" : "exact");
    }

    private static Space ToSpace(SpaceRow row) => new(row.Id, row.Model, row.Dimensions, row.ChunkingId, row.State, SpaceTable.Name(row.Id));

    /// <summary>What waits for a retired space is not wanted any more; activation queues it again.</summary>
    private static async Task RetireActiveAsync(NpgsqlConnection connection, long nextChunkingId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with
            retired as (update space set state = 'retired', retired_at = now() where state = 'active' returning id, chunking_id),
            unwanted as (delete from embed_work where space_id in (select id from retired))
            insert into sync_run (ref_id, lane)
            select f.id, @lane from ref f
            where f.applied_commit is not null and f.removed_at is null
              and exists (select from retired where chunking_id <> @chunking)
              and not exists (select from sync_run u where u.ref_id = f.id and u.state = 'pending')
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("chunking", nextChunkingId);
        command.Parameters.AddWithValue("lane", (short)Lane.Backfill);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A table of its own with a typed column: the planner knows the dimension, and a space is dropped as a whole.</summary>
    private static Task CreateTableAsync(NpgsqlConnection connection, SpaceRow space, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        $"""
        create table {SpaceTable.Name(space.Id)} (
          passage_id bigint primary key references passage on delete restrict,
          embedding halfvec({space.Dimensions}) not null)
        """,
        cancellationToken);

    private static async Task QueueMissingAsync(NpgsqlConnection connection, SpaceRow space, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            insert into embed_work (space_id, passage_id, lane)
            select distinct @space, c.passage_id, @lane
            from chunked_blob b join chunk c on c.chunked_blob_id = b.id
            where b.chunking_id = @chunking and not exists (select from {SpaceTable.Name(space.Id)} v where v.passage_id = c.passage_id)
            on conflict (passage_id, space_id) do nothing
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("space", space.Id);
        command.Parameters.AddWithValue("chunking", space.ChunkingId);
        command.Parameters.AddWithValue("lane", (short)Lane.Migration);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
