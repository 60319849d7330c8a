using Npgsql;

namespace Julie.Index.Schema;

/// <summary>Brings the database to the schema of this build.</summary>
public sealed class IndexMigrator(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Runs the versioned SQL files that the database has not seen, each in its transaction, under one advisory lock:
    /// safe from several services at start. Does nothing on a current database.
    /// </summary>
    public Task MigrateAsync(CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }
}
