using System.Text.Json;
using Julie.Contracts;
using Julie.Index.Content;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Webhooks;

/// <summary>Webhook deliveries: the outbox between a host's push and the sync runs.</summary>
public sealed class DeliveryStore(NpgsqlDataSource dataSource)
{
    /// <summary>Of a delivery d and its repository r: whether nothing needs to be asked of the remote.</summary>
    private const string IsKnown =
        """
        d.kind = 'push'
          -- a default branch that is not tracked yet is a question to the remote
          and (d.default_ref is null
            or exists (select from ref f where f.repository_id = r.id and f.name = d.default_ref and f.removed_at is null)
            or not exists (select from jsonb_array_elements(d.changes) c where c->>'ref' = d.default_ref))
        """;

    /// <summary>Stores the deliveries in one transaction; those that came before are counted only. Answers in the order given.</summary>
    /// <param name="deliveries">No two with the same provider and id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<StoredDelivery>> AddAsync(IReadOnlyList<NewDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        await using var command = dataSource.CreateCommand(
            """
            insert into delivery (provider, hook, delivery_id, event, verified, kind, host, host_id, url, previous_host_id, default_ref, changes, outcome, reason, trace_parent)
            select n.provider, n.hook, n.delivery_id, n.event, true, n.kind, n.host, n.host_id, n.url, n.previous_host_id, n.default_ref, n.changes::jsonb,
              case when n.kind is null then 'ignored' else 'waiting' end, n.reason, n.trace_parent
            from unnest(@providers, @hooks, @ids, @events, @kinds, @hosts, @host_ids, @urls, @previous, @defaults, @changes, @reasons, @traces)
              as n(provider, hook, delivery_id, event, kind, host, host_id, url, previous_host_id, default_ref, changes, reason, trace_parent)
            -- in key order: two services that store the same deliveries cannot wait for each other
            order by n.provider, n.delivery_id
            on conflict (provider, delivery_id) where verified do update set times = delivery.times + 1
            returning provider, delivery_id, id, times = 1
            """);
        void Add(string name, Func<NewDelivery, string?> value) => command.Parameters.AddArray(name, NpgsqlDbType.Text, deliveries.Select(d => PostgresText.CleanOrNull(value(d))).ToArray());
        Add("providers", d => d.Provider);
        Add("hooks", d => d.Hook);
        Add("ids", d => d.DeliveryId);
        Add("events", d => d.Event);
        Add("kinds", d => d.Kind);
        Add("hosts", d => d.Host);
        Add("host_ids", d => d.HostId);
        Add("urls", d => d.Url);
        Add("previous", d => d.PreviousHostId);
        Add("defaults", d => d.DefaultRef);
        Add("changes", d => JsonSerializer.Serialize(d.Changes, JsonSerializerOptions.Web));
        Add("reasons", d => d.Reason);
        Add("traces", d => d.TraceParent);
        var stored = new Dictionary<(string, string), StoredDelivery>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                stored[(reader.GetString(0), reader.GetString(1))] = new(reader.GetInt64(2), reader.GetBoolean(3));
            }
        }

        return [.. deliveries.Select(d => stored[(d.Provider, PostgresText.Clean(d.DeliveryId))])];
    }

    /// <summary>
    /// Turns pushes of registered repositories into sync runs of the push lane, in one statement: a crash leaves a delivery waiting or done, never between.
    /// Pushes of one ref that wait together share a run, and join one that waits already.
    /// </summary>
    public async Task<DispatchedRefs> DispatchKnownAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with
            waiting as materialized (
              select d.id, d.changes, d.trace_parent, d.default_ref, r.id as repository_id
              from delivery d join repository r on r.host = d.host and r.host_id = d.host_id
              where d.outcome = 'waiting' and d.due_at <= now() and {IsKnown}
              order by d.id limit @limit for update of d skip locked),
            targets as materialized (
              select distinct on (w.id, f.id) w.id as delivery_id, f.id as ref_id, w.trace_parent, c->>'commit' as commit_id
              from waiting w cross join lateral jsonb_array_elements(w.changes) c join ref f on f.repository_id = w.repository_id and f.name = c->>'ref' and f.removed_at is null),
            -- A run that nobody took yet reads the head after this commit: it serves these pushes too. One that is being taken is skipped.
            shared as (
              select s.id, s.ref_id from sync_run s
              where s.ref_id = any(array(select ref_id from targets)) and s.finished_at is null and s.state = 'pending' and s.lane = @lane
              for update skip locked),
            made as (
              insert into sync_run (ref_id, lane, trace_parent, published_at)
              select ref_id, @lane, max(trace_parent), now() from targets where ref_id not in (select ref_id from shared)
              group by ref_id order by ref_id returning id, ref_id),
            runs as (select id, ref_id from made union all select max(id), ref_id from shared group by ref_id),
            links as (
              insert into delivery_run (delivery_id, sync_run_id, commit_id)
              select t.delivery_id, r.id, t.commit_id from targets t join runs r on r.ref_id = t.ref_id),
            -- a branch that was just made may match the repository's patterns: the remote is asked now instead of at its next turn
            asked as (
              update remote_check c set due_at = least(c.due_at, now())
              from repository r where r.id = c.repository_id and cardinality(r.ref_patterns) > 0
                and r.id in (select w.repository_id from waiting w where not exists (select from targets x where x.delivery_id = w.id))
              returning c.id),
            done as (
              update delivery d set repository_id = w.repository_id, dispatched_at = now(),
                outcome = case when t.tracked then 'dispatched' else 'ignored' end,
                reason = case when t.tracked then null else coalesce(w.changes->0->>'ref', 'nothing') || ' is not tracked'
                  || case when t.patterns then ': the remote is asked whether a pattern of the repository takes it up' else '' end end
              from waiting w cross join lateral (
                select exists (select from targets x where x.delivery_id = w.id) as tracked,
                  exists (select from repository r where r.id = w.repository_id and cardinality(r.ref_patterns) > 0) as patterns) t
              where d.id = w.id returning d.id)
            select (select count(*) from done), (select coalesce(array_agg(ref_id), array[]::bigint[]) from made)
            """);
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("lane", (short)Lane.Push);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new((int)reader.GetInt64(0), reader.GetFieldValue<long[]>(1));
    }

    /// <summary>Takes the oldest delivery that is due and that <see cref="DispatchKnownAsync"/> leaves; null when there is none. Whoever dies with it loses it after <paramref name="lease"/>.</summary>
    public async Task<WaitingDelivery?> TakeAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with taken as (
              update delivery set attempts = attempts + 1, due_at = now() + @lease
              where id = (
                select d.id from delivery d
                where d.outcome = 'waiting' and d.due_at <= now()
                  -- one that came a moment ago, between the two looks, is dispatched by the next
                  and not exists (select from repository r where r.host = d.host and r.host_id = d.host_id and {IsKnown})
                order by d.due_at, d.id limit 1 for update skip locked)
              returning id, hook, kind, host, host_id, url, previous_host_id, attempts, trace_parent)
            select t.id, t.hook, t.kind, t.host, t.host_id, t.url, t.previous_host_id,
              coalesce(
                (select r.id from repository r where r.host = t.host and r.host_id = t.host_id),
                (select r.id from repository r where r.host = t.host and r.host_id = t.previous_host_id)),
              t.attempts, t.trace_parent
            from taken t
            """);
        command.Parameters.AddWithValue("lease", lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), Text(6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.GetInt32(8), Text(9))
            : null;
    }

    /// <summary>The delivery led to this sync run.</summary>
    public async Task DispatchedAsync(long id, long repositoryId, long syncRunId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with link as (
              insert into delivery_run (delivery_id, sync_run_id, commit_id)
              select id, @run, changes->0->>'commit' from delivery where id = @id on conflict do nothing)
            update delivery set outcome = 'dispatched', reason = null, repository_id = @repository, dispatched_at = now() where id = @id
            """);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("run", syncRunId);
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Nothing is done for the delivery, for this reason.</summary>
    public Task IgnoreAsync(long id, long? repositoryId, string reason, CancellationToken cancellationToken) =>
        EndAsync(id, repositoryId, "ignored", reason, cancellationToken);

    /// <summary>What the delivery wants could not be done.</summary>
    public Task FailAsync(long id, long? repositoryId, string reason, CancellationToken cancellationToken) =>
        EndAsync(id, repositoryId, "failed", reason, cancellationToken);

    /// <summary>Tries again after a while.</summary>
    public async Task PostponeAsync(long id, TimeSpan pause, string reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update delivery set due_at = now() + @pause, reason = @reason where id = @id and outcome = 'waiting'");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("pause", pause);
        command.Parameters.AddWithValue("reason", reason);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets a delivery be dispatched once more. False where it is none that can be: unknown, refused, or without anything to do.</summary>
    public async Task<bool> ReplayAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with unlinked as (delete from delivery_run where delivery_id = @id and exists (select from delivery where id = @id and verified and kind is not null))
            update delivery set outcome = 'waiting', reason = null, attempts = 0, due_at = now(), dispatched_at = null
            -- SECURITY: what was refused was never proven, so it can never be replayed
            where id = @id and verified and kind is not null
            """);
        command.Parameters.AddWithValue("id", id);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Adds up refusals, minute by minute.</summary>
    public async Task RefusedAsync(IReadOnlyList<Refusal> refusals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        foreach (var refusal in refusals)
        {
            await using var command = dataSource.CreateCommand(
                """
                insert into delivery (provider, hook, delivery_id, event, verified, outcome, reason, times, refused_in, received_at)
                values (@provider, @hook, @id, @event, false, 'refused', @reason, @times, date_trunc('minute', @at), @at)
                on conflict (provider, hook, reason, refused_in) where not verified
                do update set times = delivery.times + excluded.times, event = excluded.event, delivery_id = excluded.delivery_id
                """);
            command.Parameters.AddWithValue("provider", refusal.Provider);
            command.Parameters.AddWithValue("hook", refusal.Hook);
            command.Parameters.AddWithValue("id", PostgresText.Clean(refusal.DeliveryId));
            command.Parameters.AddWithValue("event", PostgresText.Clean(refusal.Event));
            command.Parameters.AddWithValue("reason", refusal.Reason);
            command.Parameters.AddWithValue("times", refusal.Times);
            command.Parameters.AddWithValue("at", refusal.At.ToUniversalTime());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Forgets deliveries that are older than this and done with.</summary>
    public async Task<int> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from delivery where received_at < now() - @older and outcome <> 'waiting'");
        command.Parameters.AddWithValue("older", olderThan);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EndAsync(long id, long? repositoryId, string outcome, string reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update delivery set outcome = @outcome, reason = @reason, repository_id = coalesce(@repository, repository_id), dispatched_at = now() where id = @id");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("outcome", outcome);
        command.Parameters.AddWithValue("reason", PostgresText.Clean(reason));
        command.Parameters.Add(new NpgsqlParameter<long?>("repository", repositoryId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
