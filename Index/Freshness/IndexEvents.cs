using Npgsql;

namespace Julie.Index.Freshness;

/// <summary>
/// Wakes those who wait for the index to move: the database notifies at each commit that moves a ref, ends a sync or stores vectors. One session
/// listens for all waiters, from the first one on. A notification says that something happened, never what: look again.
/// </summary>
public sealed class IndexEvents(NpgsqlDataSource dataSource, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();
    private Task? listening;

    /// <summary>Ends at the next event. Take it before looking, so that nothing that happens in between is missed.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                listening ??= Task.Run(ListenAsync);
                return next.Task;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (listening is not null)
        {
            await listening;
        }

        stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ListenAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stop.Token);
                connection.Notification += (_, _) => Pulse();
                await using (var listen = new NpgsqlCommand("listen julie_ref; listen julie_embedded", connection))
                {
                    await listen.ExecuteNonQueryAsync(stop.Token);
                }

                // What happened before it listened was told to nobody.
                Pulse();
                while (true)
                {
                    await connection.WaitAsync(stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                // Waiters look now and then on their own until the database is back.
                await Task.Delay(RetryPause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Pulse()
    {
        TaskCompletionSource happened;
        lock (gate)
        {
            (happened, next) = (next, New());
        }

        happened.TrySetResult();
    }
}
