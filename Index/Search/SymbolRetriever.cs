using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The passages where a symbol begins whose name the query says.</summary>
internal sealed class SymbolRetriever(NpgsqlConnection connection, SearchScope scope)
{
    /// <summary>Passages with the names, in lower case, of the symbols that begin there.</summary>
    public async Task<ILookup<long, string>> FindAsync(LexicalQuery query, int count, CancellationToken cancellationToken)
    {
        var names = query.Identifiers.Concat(query.Compounds).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
        {
            return Array.Empty<string>().ToLookup(_ => 0L);
        }

        await using var command = new NpgsqlCommand(
            $"""
            select p.id, lower(s.name)
            from symbol s
            join chunked_blob b on b.id = s.chunked_blob_id and b.chunking_id = @chunking
            cross join lateral (
              select c.passage_id as id from chunk c
              where c.chunked_blob_id = b.id and s.line between c.start_line and c.end_line
              order by c.ordinal desc limit 1) as p
            where lower(left(s.name, 200)) = any(@names) and {scope.Contains}
            limit @count
            """,
            connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("names", names);
        command.Parameters.AddWithValue("count", count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long PassageId, string Name)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return found.Distinct().ToLookup(f => f.PassageId, f => f.Name);
    }
}
