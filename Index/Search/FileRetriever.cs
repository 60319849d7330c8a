using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The first passages of files that bear a name which the query says: its text may not hold the word at all.</summary>
internal sealed class FileRetriever(NpgsqlConnection connection, SearchScope scope)
{
    public async Task<long[]> FindAsync(LexicalQuery query, int count, CancellationToken cancellationToken)
    {
        string[] names = [.. query.Paths.Select(path => PathName.Stem(path).ToLowerInvariant()).Concat(query.Names.Select(n => n.Lower)).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(
            $"""
            select found.id
            from unnest(@stems) n(stem)
            cross join lateral (
              select c.passage_id as id
              from tree_entry t
              join ref f on f.id = t.ref_id
              join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = @chunking
              cross join lateral (select x.* from chunk x where x.chunked_blob_id = b.id order by x.ordinal limit 1) as c
              where left(lower(split_part(substring(t.path from '[^/]*$'), '.', 1)), 200) = left(n.stem, 200) and {scope.ReadableFiles}
              limit @count) as found
            """,
            connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("stems", names);
        command.Parameters.AddWithValue("count", count);
        return [.. (await command.ReadIdsAsync(cancellationToken)).Distinct()];
    }
}
