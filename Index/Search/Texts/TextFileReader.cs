using Julie.Index.Search.Conditions;
using Julie.Index.Snapshots;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Search.Texts;

/// <summary>Files in scope with what SQL can say of them, in the order of an answer.</summary>
internal sealed class TextFileReader(NpgsqlConnection connection, SearchScope scope, ConditionSql where)
{
    /// <summary>The next files behind a key.</summary>
    /// <param name="texts">Only files with one of these texts; null: any.</param>
    /// <param name="entries">Only these entries; null: any.</param>
    /// <param name="after">Only files behind it; null: from the first.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<TextFile>> ReadAsync(long[]? texts, long[]? entries, TextFileKey? after, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select s.id, t.id, f.repository_id, r.name, t.path, t.language, t.flags & 15, f.applied_commit, f.name, {where.AtomBits}
            from source_text s
            join tree_entry t on t.blob_id = s.blob_id
            join ref f on f.id = t.ref_id
            join repository r on r.id = f.repository_id
            -- SECURITY: texts are looked at for readable files only (law 4)
            where {scope.ReadableFilesWith(where)}
              {(texts is null ? "" : "and s.id = any(@texts)")} {(entries is null ? "" : "and t.id = any(@candidates)")}
              {(after is null ? "" : "and (t.flags & 15, r.name collate \"C\", t.path collate \"C\", f.name collate \"C\") > (@flags, @repository, @path, @ref)")}
            order by t.flags & 15, r.name collate "C", t.path collate "C", f.name collate "C"
            limit @most
            """,
            connection);
        scope.AddTo(command.Parameters, where);
        command.Parameters.Add(new("texts", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = texts ?? [] });
        command.Parameters.Add(new("candidates", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = entries ?? [] });
        command.Parameters.AddWithValue("flags", after?.Flags ?? 0);
        command.Parameters.AddWithValue("repository", after?.Repository ?? "");
        command.Parameters.AddWithValue("path", after?.Path ?? "");
        command.Parameters.AddWithValue("ref", after?.Ref ?? "");
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var files = new List<TextFile>();
        while (await reader.ReadAsync(cancellationToken))
        {
            files.Add(new(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                (TreeEntryFlags)reader.GetInt32(6), reader.GetString(7), reader.GetString(8), reader.GetFieldValue<bool[]>(9)));
        }

        return files;
    }
}
