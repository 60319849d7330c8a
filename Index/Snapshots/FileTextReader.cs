using System.Data;
using System.Text.Json;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Freshness;
using Julie.Index.Search;
using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>A file's text with what the index knows of it.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Ref">Full name of the ref.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Stale">Whether a newer head of the ref is known.</param>
/// <param name="Language">Its language.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Flags">test, documentation, generated, vendored.</param>
/// <param name="Text">The whole text, secrets masked.</param>
/// <param name="Symbols">What it defines, in order.</param>
/// <param name="Secrets">What was masked.</param>
/// <param name="AlsoIn">Other readable files of default refs with the same content.</param>
public sealed record FileText(
    long RepositoryId, string Repository, string Path, string Ref, string Commit, bool Stale, string Language, long Size, IReadOnlyList<string> Flags, string Text,
    IReadOnlyList<FileSymbol> Symbols, IReadOnlyList<MaskedSecret> Secrets, int AlsoIn);

/// <summary>Whole files, for people and agents who found a place in them.</summary>
public sealed class FileTextReader(NpgsqlDataSource dataSource)
{
    private const string File =
        """
        select r.id, r.name, t.path, f.name, f.applied_commit, t.language, t.size, t.flags, s.text,
          (select c.secrets::text from chunked_blob c where c.id = b.id),
          (select count(*) from tree_entry o join ref g on g.id = o.ref_id and g.is_default
             -- SECURITY: only readable copies are counted (law 4)
             where o.blob_id = t.blob_id and o.state = 'indexed' and o.id <> t.id and (@all or g.repository_id = any(@readable))),
          b.id
        from repository r
        join unnest(@names, @paths) w(name, path) on w.name = lower(r.name)
        join ref f on f.repository_id = r.id and f.removed_at is null
        join tree_entry t on t.ref_id = f.id and path_key(t.path) = path_key(w.path) and t.path = w.path and t.state = 'indexed'
        join source_text s on s.blob_id = t.blob_id
        left join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = (select chunking_id from space where state = 'active')
        -- SECURITY: an unreadable repository answers like an absent one (law 4)
        where (@all or r.id = any(@readable))
          and (case when @ref::text is null then f.is_default else f.name in (@ref, 'refs/heads/' || @ref, 'refs/tags/' || @ref) end)
        -- case does not count in names of repositories, but decides between two of them
        order by length(r.name) desc, starts_with(@address, r.name || '/') desc, r.id, f.is_default desc, f.name limit 1
        """;

    /// <summary>
    /// The file, or null where there is none that the caller may read. Names of repositories have slashes as paths do: the longest name that is one
    /// and has such a file is meant.
    /// </summary>
    /// <param name="address">Repository and path, with a slash between.</param>
    /// <param name="name">Full or short name of a ref; null for the default one.</param>
    /// <param name="readable">What the caller may read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FileText?> ReadAsync(string address, string? name, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var cuts = Enumerable.Range(1, Math.Max(0, address.Length - 2)).Where(i => address[i] == '/').ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = new NpgsqlCommand(File, connection);
        command.Parameters.AddWithValue("address", address);
        command.Parameters.AddWithValue("names", cuts.Select(i => address[..i].ToLowerInvariant()).ToArray());
        command.Parameters.AddWithValue("paths", cuts.Select(i => address[(i + 1)..]).ToArray());
        command.Parameters.Add(new NpgsqlParameter<string?>("ref", name));
        command.Parameters.AddReadable(readable);
        FileText file;
        long? content;
        await using (var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken)))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            file = new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), false, reader.GetString(5), reader.GetInt64(6),
                FileFlags.Names((TreeEntryFlags)reader.GetInt32(7)), reader.GetString(8), [],
                reader.IsDBNull(9) ? [] : JsonSerializer.Deserialize<List<MaskedSecret>>(reader.GetString(9), JsonSerializerOptions.Web)!, (int)Math.Min(reader.GetInt64(10), int.MaxValue));
            content = reader.IsDBNull(11) ? null : reader.GetInt64(11);
        }

        var stale = await connection.AskAsync(StaleRefs.Among([(file.RepositoryId, file.Ref)]), cancellationToken);
        return file with { Stale = stale.Count > 0, Symbols = content is null ? [] : await SymbolsAsync(connection, content.Value, cancellationToken) };
    }

    private static async Task<List<FileSymbol>> SymbolsAsync(NpgsqlConnection connection, long content, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, kind, scope, line, end_line from symbol where chunked_blob_id = @content order by line, end_line desc, id", connection);
        command.Parameters.AddWithValue("content", content);
        await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
        var symbols = new List<FileSymbol>();
        while (await reader.ReadAsync(cancellationToken))
        {
            symbols.Add(new(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return symbols;
    }
}
