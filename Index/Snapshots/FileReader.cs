using System.Data;
using System.Text.Json;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>The files of a repository with state and reason, for people: why a file is not found.</summary>
public sealed class FileReader(NpgsqlDataSource dataSource)
{
    private const string WantedRef =
        """
        select r.id as repository_id, r.name as repository, f.id, f.name, f.applied_commit
        from repository r join ref f on f.repository_id = r.id and f.removed_at is null
        where r.id = @repository
          -- SECURITY: an unreadable repository answers like an absent one (law 4)
          and (@all or r.id = any(@readable))
          and (case when @ref::text is null then f.is_default else f.name in (@ref, 'refs/heads/' || @ref, 'refs/tags/' || @ref) end)
        order by f.is_default desc, f.name limit 1
        """;

    private const string Secrets =
        """
        left join lateral (
          select c.secrets from chunked_blob c
          where t.state = 'indexed' and c.blob_id = t.blob_id and c.language = t.language and c.secrets is not null
            and c.chunking_id = (select chunking_id from space where state = 'active')) c on true
        """;

    /// <summary>One page. Null when there is no such repository or ref that the caller may read.</summary>
    public async Task<RepositoryFiles?> ReadAsync(FileQuery query, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Counts and page are of one snapshot (law 3).
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (repository, name, commit) = (string.Empty, string.Empty, (string?)null);
        await using (var wanted = Command(connection, WantedRef, query, readable))
        await using (var reader = await wanted.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            (repository, name, commit) = (reader.GetString(1), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4));
        }

        var counts = query.After is null ? await CountAsync(connection, query, readable, cancellationToken) : null;
        var files = await PageAsync(connection, query, readable, cancellationToken);
        // One more than was asked for tells that there is a next page.
        var more = files.Count > query.Limit;
        return new RepositoryFiles(query.RepositoryId, repository, name, commit, counts, more ? files[..query.Limit] : files, more ? files[query.Limit - 1].Path : null);
    }

    private static async Task<FileStateCounts> CountAsync(NpgsqlConnection connection, FileQuery query, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            $"""
            with wanted as ({WantedRef})
            select t.state, t.skip_reason, count(*), count(c.secrets)
            from wanted w join tree_entry t on t.ref_id = w.id {Secrets}
            where (@path::text is null or t.path ~ @path)
            group by t.state, t.skip_reason order by count(*) desc, t.skip_reason
            """,
            query,
            readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var skipped = new Dictionary<string, long>();
        var (total, indexed, failed, pending, secrets) = (0L, 0L, 0L, 0L, 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            var count = reader.GetInt64(2);
            total += count;
            secrets += reader.GetInt64(3);
            switch (reader.GetString(0))
            {
                case "indexed": indexed += count; break;
                case "failed": failed += count; break;
                case "pending": pending += count; break;
                case "skipped": skipped[reader.GetString(1)] = count; break;
            }
        }

        return new FileStateCounts(total, indexed, skipped, failed, pending, secrets);
    }

    private static async Task<List<FileStatus>> PageAsync(NpgsqlConnection connection, FileQuery query, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            $"""
            with wanted as ({WantedRef})
            select t.path, t.state, coalesce(t.skip_reason, t.error), t.language, t.size, t.flags, c.secrets::text
            from wanted w join tree_entry t on t.ref_id = w.id {Secrets}
            where (@state::text is null or t.state = @state) and (@reason::text is null or t.skip_reason = @reason)
              and (@path::text is null or t.path ~ @path) and (not @secrets or c.secrets is not null)
              and (@after::text is null or t.path collate "C" > @after)
            order by t.path collate "C" limit @limit
            """,
            query,
            readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var files = new List<FileStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var flags = (TreeEntryFlags)reader.GetInt32(5);
            files.Add(new FileStatus(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetInt64(4),
                FileFlags.Names(flags),
                reader.IsDBNull(6) ? [] : JsonSerializer.Deserialize<List<MaskedSecret>>(reader.GetString(6), JsonSerializerOptions.Web)!));
        }

        return files;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, FileQuery query, ReadableRepositories readable)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("repository", query.RepositoryId);
        command.Parameters.Add(new NpgsqlParameter<string?>("ref", query.Ref));
        command.Parameters.Add(new NpgsqlParameter<string?>("state", query.State));
        command.Parameters.Add(new NpgsqlParameter<string?>("reason", query.Reason));
        command.Parameters.Add(new NpgsqlParameter<string?>("path", query.Path is null ? null : PathGlob.ToRegex(query.Path)));
        command.Parameters.Add(new NpgsqlParameter<string?>("after", query.After));
        command.Parameters.AddWithValue("secrets", query.WithSecrets);
        command.Parameters.AddWithValue("limit", query.Limit + 1);
        command.Parameters.AddReadable(readable);
        return command;
    }
}
