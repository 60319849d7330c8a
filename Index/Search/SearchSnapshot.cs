using System.Data;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>
/// One state of the index for all statements of a search (law 3), in a REPEATABLE READ transaction; and, while a processor is free, a second connection on the same
/// state, so that words and vectors are looked for at the same time.
/// </summary>
internal sealed class SearchSnapshot : IAsyncDisposable
{
    /// <summary>Under load a second connection of one search only takes turns with the first of another.</summary>
    private static readonly SemaphoreSlim Seconds = new(Environment.ProcessorCount);

    private readonly List<NpgsqlConnection> _connections = [];
    private bool _counted;
    private string _plans;

    private SearchSnapshot(string plans) => _plans = plans;

    public NpgsqlConnection First => _connections[0];

    /// <summary>The second connection; null where there is none.</summary>
    public NpgsqlConnection? Second => _connections.Count > 1 ? _connections[1] : null;

    /// <param name="dataSource">The index.</param>
    /// <param name="plans">How statements are planned: <c>auto</c>, <c>force_generic_plan</c> or <c>force_custom_plan</c>.</param>
    /// <param name="parallel">Whether a second connection is of use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SearchSnapshot> OpenAsync(NpgsqlDataSource dataSource, string plans, bool parallel, CancellationToken cancellationToken)
    {
        var snapshot = new SearchSnapshot(plans);
        try
        {
            await snapshot.BeginAsync(dataSource, cancellationToken);
            snapshot._counted = parallel && Seconds.Wait(0, CancellationToken.None);
            var settings = $"set transaction read only; set local jit = off; set local plan_cache_mode = {plans}";
            if (!snapshot._counted)
            {
                await using var set = new NpgsqlCommand(settings, snapshot.First);
                await set.ExecuteNonQueryAsync(cancellationToken);
                return snapshot;
            }

            await using var export = new NpgsqlCommand($"{settings}; select pg_export_snapshot()", snapshot.First);
            var name = (string)(await export.ExecuteScalarAsync(cancellationToken))!;
            await snapshot.BeginAsync(dataSource, cancellationToken);
            await using var import = new NpgsqlCommand($"set transaction snapshot '{name}'; {settings}", snapshot.Second);
            try
            {
                await import.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException e) when (!e.IsTransient)
            {
                // The first session ended meanwhile and took the snapshot with it: its next statement says why.
                await snapshot.EndLastAsync();
            }

            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on statements are planned so.</summary>
    public async Task PlanAsync(string plans, CancellationToken cancellationToken)
    {
        if (_plans == plans)
        {
            return;
        }

        _plans = plans;
        foreach (var connection in Second is { } second ? (NpgsqlConnection[])[First, second] : [First])
        {
            await using var set = new NpgsqlCommand($"set local plan_cache_mode = {plans}", connection);
            await set.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Does one thing on the first connection and one on the second, at the same time where there are two. Both have ended when this ends.</summary>
    public async Task<(T1 First, T2 Second)> BothAsync<T1, T2>(Func<NpgsqlConnection, Task<T1>> first, Func<NpgsqlConnection, Task<T2>> second)
    {
        if (Second is null)
        {
            return (await first(First), await second(First));
        }

        var (one, other) = (first(First), second(Second));
        await Task.WhenAll(one, other);
        return (await one, await other);
    }

    public async ValueTask DisposeAsync()
    {
        if (_counted)
        {
            _counted = false;
            Seconds.Release();
        }

        while (_connections.Count > 0)
        {
            await EndLastAsync();
        }
    }

    private async Task BeginAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        _connections.Add(await dataSource.OpenConnectionAsync(cancellationToken));
        await _connections[^1].BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
    }

    /// <summary>A connection goes back to its pool, which ends its transaction, or is given up where it is broken.</summary>
    private async Task EndLastAsync()
    {
        var connection = _connections[^1];
        _connections.RemoveAt(_connections.Count - 1);
        await connection.DisposeAsync();
    }
}
