using System.Data;
using Julie.Index.Search.Conditions;
using Npgsql;

namespace Julie.Index.Search.Symbols;

/// <summary>Definitions by name, in the order: whole names first, plain code before tests and copies, then by place.</summary>
public sealed class SymbolEngine(NpgsqlDataSource dataSource)
{
    /// <summary>So many lines of a definition come with it: its signature, and enough of what follows to tell it from others.</summary>
    internal const int MostLines = 10;

    /// <summary>One page, and whether there is more behind it.</summary>
    public async Task<(IReadOnlyList<SymbolHit> Hits, bool More)> SearchAsync(SymbolRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var scope = await connection.AskAsync(ScopeReader.Repositories(request.Space.ChunkingId, request.Readable, request.Filters), cancellationToken);
        var files = ConditionSql.OfFiles(request.Filters.Where ?? new AllOf([]));
        var named = files.AddSymbol(new SymbolCondition([.. request.Names, .. request.Names.Where(n => !n.EndsWith('*')).Select(n => n + "*")], request.Kinds));
        await using var command = new NpgsqlCommand(
            $"""
            select x.rank, x.flags, x.repository, x.path, x.ref, x.line, x.name, x.kind, x.scope, x.end_line, x.language, x.applied_commit,
              (select array_to_string((string_to_array(w.text, E'\n'))[x.line:least(x.end_line, x.line + {MostLines - 1})], E'\n') from source_text w where w.blob_id = x.blob_id)
            from (
              select (lower(s.name) <> all(@wanted))::integer as rank, t.flags & 15 as flags, r.name as repository, t.path, f.name as ref, s.line, s.name,
                s.kind, s.scope, s.end_line, t.language, f.applied_commit, t.blob_id
              from symbol s
              join chunked_blob b on b.id = s.chunked_blob_id and b.chunking_id = @chunking
              join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
              join ref f on f.id = t.ref_id
              join repository r on r.id = f.repository_id
              -- SECURITY: symbols come from readable files only (law 4)
              where {named} and {scope.ReadableFilesWith(files)}) x
            {(request.After is null
                ? ""
                : """where (x.rank, x.flags, x.repository collate "C", x.path collate "C", x.ref collate "C", x.line, x.name collate "C") > (@rank, @flags, @repository, @path, @ref, @line, @name)""")}
            order by x.rank, x.flags, x.repository collate "C", x.path collate "C", x.ref collate "C", x.line, x.name collate "C"
            limit @limit
            """,
            connection);
        scope.AddTo(command.Parameters, files);
        command.Parameters.AddWithValue("wanted", request.Names.Select(n => SymbolName.Split(n.ToLowerInvariant()).Name).ToArray());
        Add(command.Parameters, request.After ?? new(0, 0, "", "", "", 0, ""));
        command.Parameters.AddWithValue("limit", request.Limit + 1);
        var hits = await ReadAsync(command, cancellationToken);
        // One more than was asked for tells that there is a next page.
        return hits.Count > request.Limit ? (hits[..request.Limit], true) : (hits, false);
    }

    private static void Add(NpgsqlParameterCollection parameters, SymbolKey after)
    {
        parameters.AddWithValue("rank", after.Rank);
        parameters.AddWithValue("flags", after.Flags);
        parameters.AddWithValue("repository", after.Repository);
        parameters.AddWithValue("path", after.Path);
        parameters.AddWithValue("ref", after.Ref);
        parameters.AddWithValue("line", after.Line);
        parameters.AddWithValue("name", after.Name);
    }

    private static async Task<List<SymbolHit>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
        var hits = new List<SymbolHit>();
        while (await reader.ReadAsync(cancellationToken))
        {
            hits.Add(new(
                new(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetString(6)),
                reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetInt32(9), reader.GetString(10), reader.GetString(11), reader.IsDBNull(12) ? "" : reader.GetString(12)));
        }

        return hits;
    }
}
