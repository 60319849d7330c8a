using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Syncs;

internal static class SyncStatusReader
{
    private const string Sql =
        """
        select s.id, r.id, r.name, s.state, s.stage, s.commit_id, s.files, s.blobs_total, s.blobs_read, s.chunks, s.passages_new,
          r.passages, k.missing, k.failed, s.superseded_by, s.error, s.trace_parent, s.created_at, s.finished_at,
          exists (select from space where state = 'active'), exists (select from tree_entry t where t.ref_id = s.ref_id and t.state = 'pending')
        from sync_run s
        join ref f on f.id = s.ref_id
        join repository r on r.id = f.repository_id
        cross join lateral (
          select count(*) as missing, count(*) filter (where e.failed_at is not null) as failed
          from space a join embed_work e on e.space_id = a.id join passage_repository v on v.passage_id = e.passage_id
          where a.state = 'active' and v.repository_id = r.id) k
        where s.id = @run
          -- SECURITY: a run of an unreadable repository answers like an absent one (law 4)
          and (@all or r.id = any(@readable))
        """;

    public static async Task<SyncStatus?> ReadAsync(
        NpgsqlDataSource dataSource, long runId, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.AddWithValue("run", runId);
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (total, missing, failed) = (reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13));
        var finished = reader.IsDBNull(18) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(18);
        return new(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), Text(reader, 4), Text(reader, 5),
            reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10),
            new(total, reader.GetBoolean(19) ? total - missing : 0, failed),
            reader.IsDBNull(14) ? null : reader.GetInt64(14), Text(reader, 15), TraceId(Text(reader, 16)),
            reader.GetFieldValue<DateTimeOffset>(17), finished,
            Complete: finished is not null && missing == failed && !reader.GetBoolean(20));
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // W3C trace context: version, trace id, parent id, flags
    private static string? TraceId(string? traceParent) => traceParent?.Split('-') is [_, { Length: 32 } id, ..] ? id : null;
}
