using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Spaces that another one took the place of: kept for a grace time, in which going back to their model costs nothing.</summary>
internal static class RetiredSpaces
{
    /// <summary>To drop a table that refers to passages takes passages from everyone for a moment: rather not now than after a long transaction, with every search waiting behind.</summary>
    private const string Patience = "2s";

    /// <summary>Drops those that were retired before the grace time, with their vectors, their graph and what waited or failed there. Returns how many.</summary>
    public static async Task<int> DropAsync(NpgsqlDataSource dataSource, TimeSpan grace, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            // Whoever wants the space back waits for this, and then makes it anew.
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({AdvisoryLock.Spaces})", [], cancellationToken);
            var due = await DueAsync(connection, grace, cancellationToken);
            if (due.Length == 0)
            {
                return 0;
            }

            await ExecuteAsync(connection, "delete from embed_work where space_id = any(@ids)", due, cancellationToken);
            await ExecuteAsync(connection, "delete from space where id = any(@ids)", due, cancellationToken);
            await ExecuteAsync(connection, $"set local lock_timeout = '{Patience}'", [], cancellationToken);
            await ExecuteAsync(connection, $"drop table {string.Join(", ", due.Select(SpaceTable.Name))}", [], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return due.Length;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            // Undone as a whole: the next round tries again.
            return 0;
        }
    }

    private static async Task<long[]> DueAsync(NpgsqlConnection connection, TimeSpan grace, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from space where retired_at <= now() - @grace order by id", connection);
        command.Parameters.AddWithValue("grace", grace);
        return await command.ReadIdsAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", ids);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
