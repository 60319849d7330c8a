using Julie.Index.Access;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Takes repositories out of the index.</summary>
public sealed class RepositoryRemover(NpgsqlDataSource dataSource)
{
    private const int Attempts = 5;

    /// <summary>
    /// Removes a repository with its refs, their entries and syncs, and what its host said of its readers, in one transaction (law 3): from its commit on nothing of it is found.
    /// Content that no other snapshot holds is collected after its grace time. A sync that is under way fails; grants and deliveries stay. False when there is none that the caller may read.
    /// </summary>
    public async Task<bool> RemoveAsync(long id, ReadableRepositories readable, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryRemoveAsync(id, readable, by, cancellationToken);
            }
            catch (PostgresException e) when (attempt < Attempts && e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation)
            {
                // A registration or a delivery came in between: undone as a whole, and what is there now is removed.
            }
        }
    }

    private async Task<bool> TryRemoveAsync(long id, ReadableRepositories readable, Acting by, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // In a snapshot's order: its refs first, the repository after them.
        await using (var lockRefs = Command(connection, "select from ref where repository_id = @repository order by id for update", id))
        {
            await lockRefs.ExecuteNonQueryAsync(cancellationToken);
        }

        // SECURITY: what the caller may not read is not there (law 4).
        await using var find = Command(
            connection, "select name, url from repository where id = @repository and (@all or id = any(@readable)) for update", id);
        find.Parameters.AddReadable(readable);
        string name, url;
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            (name, url) = (reader.GetString(0), reader.GetString(1));
        }

        await using var remove = Command(
            connection,
            """
            delete from tree_entry where ref_id in (select id from ref where repository_id = @repository);
            delete from passage_repository where repository_id = @repository;
            delete from sync_run where ref_id in (select id from ref where repository_id = @repository);
            delete from ref where repository_id = @repository;
            delete from remote_check where repository_id = @repository;
            delete from repository where id = @repository
            """,
            id);
        await remove.ExecuteNonQueryAsync(cancellationToken);
        await AuditLog.AddAsync(connection, by, "repository.remove", $"repository {name} ({id})", new { Url = url }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Without a time limit: a large repository has millions of entries.</summary>
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long id)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("repository", id);
        return command;
    }
}
