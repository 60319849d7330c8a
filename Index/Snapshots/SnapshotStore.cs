using Julie.Contracts.Api;
using Julie.Index.Content;
using Julie.Index.Syncs;
using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>Snapshots: the tree entries of a ref at one commit.</summary>
public sealed class SnapshotStore(NpgsqlDataSource dataSource)
{
    /// <summary>All entries of the ref by path.</summary>
    public async Task<IReadOnlyDictionary<string, StoredEntry>> ReadAsync(long refId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select t.path, t.mode, encode(b.object_id, 'hex'), t.language, t.flags, t.skip_reason, t.error, t.state = 'pending'
            from tree_entry t left join blob b on b.id = t.blob_id
            where t.ref_id = @ref
            """);
        command.Parameters.AddWithValue("ref", refId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new Dictionary<string, StoredEntry>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(reader.GetString(0), new(
                reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3),
                (TreeEntryFlags)reader.GetInt32(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6)) { Pending = reader.GetBoolean(7) });
        }

        return entries;
    }

    /// <summary>
    /// Moves the ref in one transaction (law 3): entries, visibility, the ref's commit, and the run as applied. Content must be written before.
    /// </summary>
    /// <exception cref="SnapshotConflictException">The ref holds another commit than the change starts from, or the run is not running.</exception>
    /// <exception cref="MissingContentException">An indexed entry has no content.</exception>
    public async Task ApplyAsync(SnapshotChange change, SyncCounts counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(counts);
        if (change.Upserts.Count > 0)
        {
            // A query leaves out terms that the statistics do not know, and this content may have come with a backfill that is under way.
            await TermStatistics.FoldAsync(dataSource, cancellationToken);
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await new SnapshotWriter(connection, change).WriteAsync(counts, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.CheckViolation && e.TableName == "tree_entry")
        {
            // A blob that was found was collected before the entry referred to it.
            throw new MissingContentException(change.RefId, e.Detail ?? e.MessageText, e);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Entries of the default ref by state; their sum is the number of files in the tree (law 5).</summary>
    public async Task<FileCounts> CountAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select t.state, t.skip_reason, count(*)
            from ref r join tree_entry t on t.ref_id = r.id
            where r.repository_id = @repository and r.is_default
            group by t.state, t.skip_reason
            """);
        command.Parameters.AddWithValue("repository", repositoryId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (total, indexed, failed, pending) = (0L, 0L, 0L, 0L);
        var skipped = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var count = reader.GetInt64(2);
            total += count;
            switch (reader.GetString(0))
            {
                case "indexed": indexed += count; break;
                case "failed": failed += count; break;
                case "pending": pending += count; break;
                case "skipped": skipped[reader.GetString(1)] = count; break;
            }
        }

        return new(total, indexed, skipped, failed) { Pending = pending };
    }

    /// <summary>Entries of the ref, how many of them are still to be read, and how many failed.</summary>
    public async Task<(long Files, long Pending, long Failed)> CountFilesAsync(long refId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select count(*), count(*) filter (where state = 'pending'), count(*) filter (where state = 'failed') from tree_entry where ref_id = @ref");
        command.Parameters.AddWithValue("ref", refId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>Gives the planner the numbers of tables that grew a lot.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("analyze blob, chunked_blob, chunk, passage, symbol, tree_entry, passage_repository, embed_work, term");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Computes the repository's visibility from its tree entries anew, where they are found to differ.</summary>
    public async Task RecountAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var lockRef = new NpgsqlCommand("select 1 from ref where repository_id = $1 and is_default for update", connection))
        {
            lockRef.Parameters.Add(new() { Value = repositoryId });
            await lockRef.ExecuteNonQueryAsync(cancellationToken);
        }

        await PassageVisibility.RecountAsync(connection, repositoryId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
