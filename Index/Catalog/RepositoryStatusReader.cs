using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>State and counts of repositories, in one statement so that they belong together.</summary>
internal static class RepositoryStatusReader
{
    private const string Sql =
        """
        with
        wanted as (
          select r.id, r.name, r.url, r.passages, r.ref_patterns, d.id as ref_id, d.name as ref_name, d.applied_commit, d.applied_at
          from repository r join ref d on d.repository_id = r.id and d.is_default
          where (@id::bigint is null or r.id = @id)
            -- SECURITY: an unreadable repository answers like an absent one (law 4)
            and (@all or r.id = any(@readable))),
        newest as (
          select distinct on (s.ref_id) s.ref_id, s.id, s.state, s.error
          from sync_run s where s.ref_id in (select ref_id from wanted) and s.state <> 'superseded'
          order by s.ref_id, s.id desc),
        entries as (
          select w.id, count(*) as total,
            count(*) filter (where t.state = 'indexed') as indexed,
            count(*) filter (where t.state = 'failed') as failed,
            count(*) filter (where t.state = 'pending') as pending
          from wanted w join tree_entry t on t.ref_id = w.ref_id group by w.id),
        reasons as (
          select id, array_agg(skip_reason) as names, array_agg(n) as counts
          from (select w.id, t.skip_reason, count(*) as n
                from wanted w join tree_entry t on t.ref_id = w.ref_id
                where t.state = 'skipped' group by w.id, t.skip_reason order by n desc) as by_reason
          group by id),
        work as (
          select v.repository_id as id, count(*) as missing, count(*) filter (where e.failed_at is not null) as failed
          from space s join embed_work e on e.space_id = s.id join passage_repository v on v.passage_id = e.passage_id
          where s.state = 'active' and v.repository_id in (select id from wanted)
          group by v.repository_id)
        select w.id, w.name, w.url, w.ref_name, w.applied_commit, w.applied_at, n.state, n.error,
          coalesce(e.total, 0), coalesce(e.indexed, 0), coalesce(e.failed, 0), r.names, r.counts,
          w.passages,
          case when exists (select from space where state = 'active') then w.passages - coalesce(k.missing, 0) else 0 end,
          coalesce(k.failed, 0), c.checked_at, c.due_at, c.failures, c.error, w.ref_patterns,
          (select count(*) from ref f where f.repository_id = w.id and f.removed_at is null), coalesce(e.pending, 0),
          case when n.state in ('pending', 'running') then n.id end
        from wanted w
        join remote_check c on c.repository_id = w.id
        left join newest n on n.ref_id = w.ref_id
        left join entries e on e.id = w.id
        left join reasons r on r.id = w.id
        left join work k on k.id = w.id
        order by w.name
        """;

    public static async Task<IReadOnlyList<RepositoryStatus>> ReadAsync(
        NpgsqlDataSource dataSource, long? id, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long?>("id", id));
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var repositories = new List<RepositoryStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var run = reader.IsDBNull(6) ? null : reader.GetString(6);
            var passages = new PassageCounts(reader.GetInt64(13), reader.GetInt64(14), reader.GetInt64(15));
            repositories.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                State(run, passages),
                new(reader.GetInt64(8), reader.GetInt64(9), Reasons(reader), reader.GetInt64(10)) { Pending = reader.GetInt64(22) },
                passages,
                reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5))
            {
                Remote = new(
                    reader.IsDBNull(16) ? null : reader.GetFieldValue<DateTimeOffset>(16), reader.GetFieldValue<DateTimeOffset>(17),
                    reader.GetInt32(18), reader.IsDBNull(19) ? null : reader.GetString(19)),
                RefPatterns = reader.GetFieldValue<string[]>(20),
                Refs = reader.GetInt64(21),
                SyncId = reader.IsDBNull(23) ? null : reader.GetInt64(23),
            });
        }

        return repositories;
    }

    private static string State(string? run, PassageCounts passages) => run switch
    {
        null or "pending" => "pending",
        "running" => "syncing",
        "failed" => "failed",
        _ => passages.Embedded + passages.Failed < passages.Total ? "embedding" : "ready",
    };

    private static Dictionary<string, long> Reasons(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(11))
        {
            return [];
        }

        return reader.GetFieldValue<string[]>(11).Zip(reader.GetFieldValue<long[]>(12)).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
