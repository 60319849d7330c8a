using Julie.Chaos.Tests.Remotes;
using Julie.Chaos.Tests.Running;

using Npgsql;

namespace Julie.Chaos.Tests.Checks;

/// <summary>Whether the index has caught up: every head is applied, and nothing that was asked for is unfinished (law 5).</summary>
internal static class Settled
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public static Task WaitAsync(Fleet fleet, IReadOnlyList<RemoteRepository> repositories, CancellationToken cancellationToken) =>
        Eventually.TrueAsync($"the index of {fleet.Database} holds every head, and all that was asked for has ended", Patience, async () =>
        {
            try
            {
                return await MissingAsync(fleet.Index, repositories, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                return exception.Message;
            }
        }, cancellationToken);

    private static async Task<string?> MissingAsync(NpgsqlDataSource index, IReadOnlyList<RemoteRepository> repositories, CancellationToken cancellationToken)
    {
        var wanted = repositories.SelectMany(r => r.Heads(), (r, head) => $"{r.Name} {head.Ref} {head.Commit}{(head.Ref == $"refs/heads/{r.Default}" ? " default" : "")}").ToHashSet(StringComparer.Ordinal);
        var held = (await LinesAsync(
            index, "select r.name || ' ' || f.name || ' ' || coalesce(f.applied_commit, 'nothing') || case when f.is_default then ' default' else '' end from ref f join repository r on r.id = f.repository_id where f.removed_at is null", cancellationToken)).ToHashSet(StringComparer.Ordinal);
        List<string> missing =
        [
            .. wanted.Except(held).Select(w => $"not held: {w}"),
            .. held.Except(wanted).Select(h => $"held, but not there: {h}"),
            .. await LinesAsync(index, "select 'sync run ' || s.id || ' of ' || r.name || ' ' || f.name || ' is ' || s.state from sync_run s join ref f on f.id = s.ref_id join repository r on r.id = f.repository_id where s.finished_at is null", cancellationToken),
            .. await LinesAsync(index, "select 'delivery ' || delivery_id || ' is ' || outcome || coalesce(' (' || reason || ')', '') from delivery where outcome = 'waiting'", cancellationToken),
            .. await LinesAsync(index, "select count(*) || ' passages wait for their vectors, attempts up to ' || max(attempts) from embed_work where failed_at is null having count(*) > 0", cancellationToken),
        ];
        return missing.Count == 0 ? null : $"{missing.Count} things are missing:\n  {string.Join("\n  ", missing.Take(20))}";
    }

    private static async Task<List<string>> LinesAsync(NpgsqlDataSource index, string sql, CancellationToken cancellationToken)
    {
        await using var command = index.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
