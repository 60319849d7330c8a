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

    private readonly bool _counted;
    private string _plans;
    private Task<NpgsqlConnection?> _second = Task.FromResult<NpgsqlConnection?>(null);

    private SearchSnapshot(NpgsqlConnection first, string plans, bool counted) => (First, _plans, _counted) = (first, plans, counted);

    public NpgsqlConnection First { get; }

    /// <param name="dataSource">The index.</param>
    /// <param name="plans">How statements are planned: <c>auto</c>, <c>force_generic_plan</c> or <c>force_custom_plan</c>.</param>
    /// <param name="parallel">Whether a second connection is of use.</param>
    /// <param name="questions">What is asked first, in the round trip that opens the snapshot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SearchSnapshot> OpenAsync(
        NpgsqlDataSource dataSource, string plans, bool parallel, IReadOnlyList<Statement> questions, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var snapshot = new SearchSnapshot(connection, plans, parallel && Seconds.Wait(0, CancellationToken.None));
        try
        {
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            if (!snapshot._counted)
            {
                await connection.AskAsync([Settings(plans), .. questions], cancellationToken);
                return snapshot;
            }

            var export = new Statement<string>("select pg_export_snapshot()", async (reader, token) => await reader.ReadAsync(token) ? reader.GetString(0) : "");
            await connection.AskAsync([Settings(plans), .. questions, export], cancellationToken);
            snapshot._second = OpenSecondAsync(dataSource, plans, export.Answer, cancellationToken);
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
        await First.AskAsync(Statement.Settings(("plan_cache_mode", plans)), cancellationToken);
        if (await _second is { } second)
        {
            await second.AskAsync(Statement.Settings(("plan_cache_mode", plans)), cancellationToken);
        }
    }

    /// <summary>Does one thing on the first connection and one on the second, at the same time where there are two. Both have ended when this ends.</summary>
    public async Task<(T1 First, T2 Second)> BothAsync<T1, T2>(Func<NpgsqlConnection, Task<T1>> first, Func<NpgsqlConnection, Task<T2>> second)
    {
        var one = first(First);
        if (await _second is not { } connection)
        {
            return (await one, await second(First));
        }

        var other = second(connection);
        await Task.WhenAll(one, other);
        return (await one, await other);
    }

    /// <summary>Asks two last things, at the same time where there are two connections. The snapshot is over with the answers.</summary>
    public async Task AskLastAsync(Statement[] first, Statement[] second, CancellationToken cancellationToken)
    {
        if (await _second is not { } connection)
        {
            await First.AskAsync([.. first, .. second, new RowlessStatement("commit")], cancellationToken);
            return;
        }

        await Task.WhenAll(
            First.AskAsync([.. first, new RowlessStatement("commit")], cancellationToken), connection.AskAsync([.. second, new RowlessStatement("commit")], cancellationToken));
    }

    /// <summary>The connections go back to their pool, which ends transactions that were not, or are given up where they are broken.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await _second is { } second)
        {
            await second.DisposeAsync();
        }

        await First.DisposeAsync();
        if (_counted)
        {
            Seconds.Release();
        }
    }

    private static Statement<bool> Settings(string plans) => Statement.Settings(("transaction_read_only", "on"), ("jit", "off"), ("plan_cache_mode", plans));

    /// <summary>Null where there is none to be had, for whatever reason: one is enough, and where the database is gone the first one's next statement says so.</summary>
    private static async Task<NpgsqlConnection?> OpenSecondAsync(NpgsqlDataSource dataSource, string plans, string name, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await connection.AskAsync([new RowlessStatement($"set transaction snapshot '{name}'"), Settings(plans)], cancellationToken);
            return connection;
        }
        catch (Exception)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            return null;
        }
    }
}
