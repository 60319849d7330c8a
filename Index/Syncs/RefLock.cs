using Npgsql;

namespace Julie.Index.Syncs;

/// <summary>The lock of one ref (law 6), held by a session of its own until disposed.</summary>
public sealed class RefLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly long _key;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private readonly Task _watch;

    private RefLock(NpgsqlConnection connection, long key)
    {
        (_connection, _key) = (connection, key);
        Lost = _lost.Token;
        _watch = WatchAsync();
    }

    /// <summary>Cancelled when the session broke: someone else may hold the lock from then on, so stop working.</summary>
    public CancellationToken Lost { get; }

    internal static async Task<RefLock?> TryTakeAsync(NpgsqlDataSource dataSource, long key, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await QueryAsync(connection, "select pg_try_advisory_lock($1)", key, cancellationToken))
            {
                return new(connection, key);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _watch;
        if (!_lost.IsCancellationRequested)
        {
            try
            {
                // Explicitly: the pool resets a connection when it is next used, and would keep the lock until then.
                await QueryAsync(_connection, "select pg_advisory_unlock($1)", _key, CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The session is gone, and its lock with it.
            }
        }

        await _connection.DisposeAsync();
        _lost.Dispose();
        _released.Dispose();
    }

    /// <summary>Reads the idle session's socket: the server's end of it ends the wait at once.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _connection.WaitAsync(_released.Token);
            }
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            await _lost.CancelAsync();
        }
    }

    private static async Task<bool> QueryAsync(NpgsqlConnection connection, string sql, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = key });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
