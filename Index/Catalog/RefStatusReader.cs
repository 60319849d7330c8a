using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Catalog;

internal static class RefStatusReader
{
    public static async Task<IReadOnlyList<RefStatus>> ReadAsync(
        NpgsqlDataSource dataSource, long repositoryId, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select r.name, r.is_default, r.applied_commit, r.head_seen, s.state, s.error, r.applied_at
            from ref r
            left join lateral (
              select state, error from sync_run where ref_id = r.id and state <> 'superseded' order by id desc limit 1) s on true
            where r.repository_id = @repository and r.removed_at is null
              -- SECURITY: an unreadable repository answers like an absent one (law 4)
              and (@all or r.repository_id = any(@readable))
            order by r.is_default desc, r.name
            """);
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var refs = new List<RefStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            refs.Add(new(
                reader.GetString(0), reader.GetBoolean(1), Text(reader, 2), Text(reader, 3), Text(reader, 4), Text(reader, 5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return refs;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
