using Julie.Index.Lexical;
using Julie.Index.Ranking;

namespace Julie.Index.Search;

/// <summary>The first passages of files that bear a name which the query says: its text may not hold the word at all.</summary>
internal static class FileRetriever
{
    public static Statement<long[]> Find(SearchScope scope, LexicalQuery query, int count)
    {
        string[] names = [.. query.Paths.Select(path => PathName.Stem(path).ToLowerInvariant()).Concat(query.Names.Select(n => n.Lower)).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return Statement.Known<long[]>([]);
        }

        var statement = new Statement<long[]>(
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
            async (reader, token) => [.. (await Sql.ReadIdsAsync(reader, token)).Distinct()]);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("stems", names);
        statement.Parameters.AddWithValue("count", count);
        return statement;
    }
}
