using Julie.Index.Snapshots;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Which ref of a repository is the default one. Inside a caller's transaction.</summary>
internal static class DefaultRef
{
    private sealed record Row(long Id, string Name, bool IsDefault, bool Removed);

    /// <summary>Makes the ref of this name the default one, and returns its key.</summary>
    public static async Task<long> MoveAsync(NpgsqlConnection connection, long repositoryId, string name, CancellationToken cancellationToken)
    {
        // Before anything else: a snapshot's transaction locks its ref first and the repository after it.
        var rows = await ReadAsync(connection, repositoryId, cancellationToken);
        var old = rows.SingleOrDefault(r => r.IsDefault);
        var target = rows.SingleOrDefault(r => r.Name == name);
        if (old is null)
        {
            return await AddAsync(connection, repositoryId, name, cancellationToken);
        }

        if (target == old)
        {
            return old.Id;
        }

        if (target is null)
        {
            // The host renamed its default branch: the snapshot stays searchable, and the next sync moves it to the new head.
            await ExecuteAsync(connection, "update ref set name = @name where id = @old", old.Id, old.Id, name, cancellationToken);
            return old.Id;
        }

        if (target.Removed)
        {
            // The same, but the name belongs to a ref that is gone. Unique at any time, so by a third name, which no ref can have.
            await ExecuteAsync(connection, "update ref set name = '..' where id = @target", old.Id, target.Id, name, cancellationToken);
            await ExecuteAsync(connection, "update ref set name = @name where id = @old", old.Id, target.Id, name, cancellationToken);
            await ExecuteAsync(connection, "update ref set name = @name where id = @target", old.Id, target.Id, old.Name, cancellationToken);
            return old.Id;
        }

        // Two statements, in this order: only one default ref may be there at any time.
        await ExecuteAsync(connection, "update ref set is_default = false where id = @old", old.Id, target.Id, name, cancellationToken);
        await ExecuteAsync(connection, "update ref set is_default = true where id = @target", old.Id, target.Id, name, cancellationToken);
        await PassageVisibility.RecountAsync(connection, repositoryId, cancellationToken);
        return target.Id;
    }

    private static async Task<List<Row>> ReadAsync(NpgsqlConnection connection, long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select id, name, is_default, removed_at is not null from ref where repository_id = $1 order by id for update", connection);
        command.Parameters.Add(new() { Value = repositoryId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        }

        return rows;
    }

    private static async Task<long> AddAsync(NpgsqlConnection connection, long repositoryId, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into ref (repository_id, name, is_default) values ($1, $2, true)
            on conflict (repository_id, name) do update set is_default = true, removed_at = null returning id
            """,
            connection);
        command.Parameters.Add(new() { Value = repositoryId });
        command.Parameters.Add(new() { Value = name });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, long old, long target, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("old", old);
        command.Parameters.AddWithValue("target", target);
        command.Parameters.AddWithValue("name", name);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
