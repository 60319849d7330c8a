using Julie.Index.Schema;
using Npgsql;

namespace Julie.Index;

/// <summary>Brings the database to the schema of this build.</summary>
public sealed class IndexMigrator(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Runs the versioned SQL files that the database has not seen, each in its transaction, under one advisory lock:
    /// safe from several services at start. Does nothing on a current database.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database was migrated by a newer build.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            await ExecuteAsync(connection, $"select pg_advisory_lock({AdvisoryLock.Migration})", cancellationToken);
            try
            {
                await MigrateUnderLockAsync(connection, cancellationToken);
            }
            finally
            {
                await ExecuteAsync(connection, $"select pg_advisory_unlock({AdvisoryLock.Migration})", CancellationToken.None);
            }

            // The types of an extension that was just created are unknown to connections that were open before.
            await connection.ReloadTypesAsync(cancellationToken);
        }

        dataSource.Clear();
    }

    private static async Task MigrateUnderLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            "create table if not exists schema_version (version bigint primary key, name text not null, applied_at timestamptz not null default now())",
            cancellationToken);
        await using var command = new NpgsqlCommand("select coalesce(array_agg(version::integer), '{}') from schema_version", connection);
        var applied = (int[])(await command.ExecuteScalarAsync(cancellationToken))!;
        var files = SchemaFiles.List();
        var current = applied.DefaultIfEmpty(0).Max();
        if (current > files[^1].Version)
        {
            throw new InvalidOperationException(
                $"The index database has schema version {current}, this build knows {files[^1].Version}: start the newer build, or restore the older database.");
        }

        // Every file that is missing, not only those after the newest: numbers may be taken out of order.
        foreach (var (version, name) in files.Where(file => !applied.Contains(file.Version)))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, SchemaFiles.Read(name), cancellationToken);
            await using var stamp = new NpgsqlCommand("insert into schema_version (version, name) values ($1, $2)", connection);
            stamp.Parameters.Add(new() { Value = version });
            stamp.Parameters.Add(new() { Value = name });
            await stamp.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Migrations and the wait for another service's migration may take long: no command timeout, the token ends them.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
