using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Webhooks;

/// <summary>The list of deliveries, for people.</summary>
public sealed class DeliveryReader(NpgsqlDataSource dataSource)
{
    private const string Sql =
        """
        with shown as (
          select d.id, d.provider, d.hook, d.delivery_id, d.event, r.id as repository_id, coalesce(r.name, d.host || '/' || d.host_id) as repository,
            d.changes->0->>'ref' as ref, d.changes->0->>'commit' as commit_id, jsonb_array_length(d.changes) as refs,
            case when d.outcome <> 'dispatched' then d.outcome
              when bool_or(s.state = 'failed') then 'failed'
              when bool_or(s.state in ('pending', 'running')) then 'syncing'
              when bool_or(s.state = 'applied') then 'applied'
              else 'superseded' end as outcome,
            coalesce(d.reason, max(s.error)) as reason, d.times,
            coalesce(array_agg(s.id order by s.id) filter (where s.id is not null), '{}') as syncs, d.received_at, d.dispatched_at
          from delivery d
          left join repository r on r.id = d.repository_id or (d.repository_id is null and r.host = d.host and r.host_id = d.host_id)
          left join delivery_run l on l.delivery_id = d.id
          left join sync_run s on s.id = l.sync_run_id
          where (@id::bigint is null or d.id = @id) and (@before::bigint is null or d.id < @before)
            and (@repository::text is null or r.name = @repository or d.host || '/' || d.host_id = @repository)
            -- SECURITY: what belongs to no registered repository is for administrators; the rest for who may read it (law 4)
            and (@all or r.id = any(@readable))
          group by d.id, r.id)
        select * from shown where @outcome::text is null or outcome = @outcome
        order by id desc limit @limit
        """;

    /// <summary>The newest deliveries first, of what the caller may read.</summary>
    /// <param name="repository">Name of a repository, or host and path where it is not registered; null for all.</param>
    /// <param name="outcome">One outcome only; null for all.</param>
    /// <param name="before">Only those with a smaller key: the next page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="readable">What the caller may read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<DeliveryStatus>> ListAsync(
        string? repository, string? outcome, long? before, int limit, ReadableRepositories readable, CancellationToken cancellationToken) =>
        ReadAsync(null, repository, outcome, before, limit, readable, cancellationToken);

    /// <summary>One delivery; null when there is none that the caller may read.</summary>
    public async Task<DeliveryStatus?> FindAsync(long id, ReadableRepositories readable, CancellationToken cancellationToken) =>
        (await ReadAsync(id, null, null, null, 1, readable, cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<DeliveryStatus>> ReadAsync(
        long? id, string? repository, string? outcome, long? before, int limit, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long?>("id", id));
        command.Parameters.Add(new NpgsqlParameter<long?>("before", before));
        command.Parameters.Add(new NpgsqlParameter<string?>("repository", repository));
        command.Parameters.Add(new NpgsqlParameter<string?>("outcome", outcome));
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        var deliveries = new List<DeliveryStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            deliveries.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetInt64(5),
                Text(6), Text(7), Text(8), reader.GetInt32(9), reader.GetString(10), Text(11), reader.GetInt64(12), reader.GetFieldValue<long[]>(13),
                reader.GetFieldValue<DateTimeOffset>(14), reader.IsDBNull(15) ? null : reader.GetFieldValue<DateTimeOffset>(15)));
        }

        return deliveries;
    }
}
