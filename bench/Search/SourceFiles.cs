using Julie.Index.Content;
using Npgsql;

namespace Julie.Bench.Search;

/// <summary>A file that the index holds.</summary>
internal sealed record SourceFile(string Path, string Language, IReadOnlyList<NewChunk> Chunks, IReadOnlyList<NewSymbol> Symbols);

/// <summary>The files that real repositories brought, read once.</summary>
internal static class SourceFiles
{
    public static async Task<IReadOnlyList<SourceFile>> ReadAsync(NpgsqlDataSource index, long chunkingId)
    {
        var symbols = await ReadSymbolsAsync(index, chunkingId);
        await using var command = index.CreateCommand(
            """
            with files as (
              select b.id, min(t.path) as path, b.language
              from chunked_blob b
              join tree_entry t on t.blob_id = b.blob_id and t.language = b.language and t.state = 'indexed'
              join ref f on f.id = t.ref_id and f.is_default
              join repository r on r.id = f.repository_id
              where b.chunking_id = @chunking and r.host <> 'generated'
              group by b.id, b.language)
            select f.id, f.path, f.language, c.start_byte, c.end_byte, c.start_line, c.end_line, c.symbol, c.kind, c.tokens, p.scope, p.body
            from files f join chunk c on c.chunked_blob_id = f.id join passage p on p.id = c.passage_id
            order by f.id, c.ordinal
            """);
        command.Parameters.AddWithValue("chunking", chunkingId);
        await using var reader = await command.ExecuteReaderAsync();
        var files = new List<SourceFile>();
        List<NewChunk> chunks = [];
        for (var last = 0L; await reader.ReadAsync();)
        {
            if (reader.GetInt64(0) != last)
            {
                last = reader.GetInt64(0);
                files.Add(new(reader.GetString(1), reader.GetString(2), chunks = [], [.. symbols[last]]));
            }

            chunks.Add(new(
                reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetInt32(9), reader.GetString(10), reader.GetString(11)));
        }

        return files;
    }

    private static async Task<ILookup<long, NewSymbol>> ReadSymbolsAsync(NpgsqlDataSource index, long chunkingId)
    {
        await using var command = index.CreateCommand(
            "select s.chunked_blob_id, s.name, s.kind, s.scope, s.line, s.end_line from symbol s join chunked_blob b on b.id = s.chunked_blob_id where b.chunking_id = @chunking");
        command.Parameters.AddWithValue("chunking", chunkingId);
        await using var reader = await command.ExecuteReaderAsync();
        var symbols = new List<(long File, NewSymbol Symbol)>();
        while (await reader.ReadAsync())
        {
            symbols.Add((reader.GetInt64(0), new(
                reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5))));
        }

        return symbols.ToLookup(s => s.File, s => s.Symbol);
    }
}
