using System.Data;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>One state of the index for all statements of a search (law 3), in a REPEATABLE READ transaction.</summary>
internal sealed class SearchSnapshot : IAsyncDisposable
{
    /// <summary>Planning costs more than most statements.</summary>
    private const string GenericPlans = "force_generic_plan";

    /// <summary>Until it is known what a filter on files keeps a plan has to be made each time.</summary>
    private const string CustomPlans = "force_custom_plan";

    private SearchSnapshot(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <summary>How statements are planned: once for all searches, or each time.</summary>
    public static string PlansFor(bool any) => any ? GenericPlans : CustomPlans;

    /// <summary>Plans what follows so.</summary>
    public static Statement<bool> Plan(bool any) => Statement.Settings(("plan_cache_mode", PlansFor(any)));

    /// <param name="dataSource">The index.</param>
    /// <param name="plans">How statements are planned: <c>auto</c>, <c>force_generic_plan</c> or <c>force_custom_plan</c>.</param>
    /// <param name="questions">What is asked first, in the round trip that opens the snapshot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SearchSnapshot> OpenAsync(NpgsqlDataSource dataSource, string plans, IReadOnlyList<Statement> questions, CancellationToken cancellationToken)
    {
        var snapshot = new SearchSnapshot(await dataSource.OpenConnectionAsync(cancellationToken));
        try
        {
            await snapshot.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await snapshot.Connection.AskAsync([Statement.Settings(("transaction_read_only", "on"), ("jit", "off"), ("plan_cache_mode", plans)), .. questions], cancellationToken);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks what is asked last: the snapshot is over with the answers, so that nobody waits for its end.</summary>
    public Task AskLastAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) =>
        Connection.AskAsync([.. statements, new RowlessStatement("commit")], cancellationToken);

    /// <summary>The connection goes back to its pool, which ends a transaction that was not, or is given up where it is broken.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
