using Julie.Index.Content;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Snapshots;

/// <summary>The change as a temporary table, <c>snapshot_delta</c>, until the transaction ends.</summary>
internal static class SnapshotDelta
{
    public static async Task LoadAsync(
        NpgsqlConnection connection, string objectFormat, SnapshotChange change, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            """
            create temporary table snapshot_delta (
              path text not null, key bytea primary key generated always as (path_key(path)) stored, removed boolean not null, mode integer, object_id bytea, blob_id bigint, size bigint,
              language text, flags integer, state text, skip_reason text, error text) on commit drop
            """,
            cancellationToken);
        await CopyAsync(connection, change, cancellationToken);
        await StoreBlobsAsync(connection, objectFormat, cancellationToken);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, SnapshotChange change, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy snapshot_delta (path, removed, mode, object_id, size, language, flags, state, skip_reason, error) from stdin (format binary)",
            cancellationToken);
        foreach (var entry in change.Upserts)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(entry.Path, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(entry.Mode, NpgsqlDbType.Integer, cancellationToken);
            await WriteOrNullAsync(copy, entry.ObjectId is null ? null : Convert.FromHexString(entry.ObjectId), NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(entry.Size, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(entry.Language, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync((int)entry.Flags, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(State(entry), NpgsqlDbType.Text, cancellationToken);
            await WriteOrNullAsync(copy, entry.Error is null ? PostgresText.CleanOrNull(entry.SkipReason) : null, NpgsqlDbType.Text, cancellationToken);
            await WriteOrNullAsync(copy, PostgresText.CleanOrNull(entry.Error), NpgsqlDbType.Text, cancellationToken);
        }

        var upserted = change.Upserts.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in change.RemovedPaths.Where(p => !upserted.Contains(p)))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(path, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(true, NpgsqlDbType.Boolean, cancellationToken);
            for (var column = 0; column < 8; column++)
            {
                await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Entries that are skipped by their path alone have a blob row too, so that the next sync sees that nothing changed.</summary>
    private static async Task StoreBlobsAsync(NpgsqlConnection connection, string objectFormat, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            """
            insert into blob (object_format, object_id, size)
            select distinct on (d.object_id) @format, d.object_id, d.size
            from snapshot_delta d
            where d.object_id is not null
              and not exists (select from blob b where b.object_id = d.object_id and b.object_format = @format)
            order by d.object_id
            on conflict (object_id, object_format) do nothing
            """,
            cancellationToken,
            objectFormat);
        await ExecuteAsync(
            connection,
            "update snapshot_delta d set blob_id = b.id from blob b where b.object_id = d.object_id and b.object_format = @format",
            cancellationToken,
            objectFormat);
        await ExecuteAsync(connection, "analyze snapshot_delta", cancellationToken);
    }

    // Law 5: exactly one state.
    private static string State(SnapshotEntry entry) => entry switch
    {
        { Error: not null } => "failed",
        { SkipReason: not null } => "skipped",
        { Pending: true } => "pending",
        _ => "indexed",
    };

    private static Task WriteOrNullAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : class =>
        value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, type, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, string? format = null)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (format is not null)
        {
            command.Parameters.AddWithValue("format", format);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
