using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Search;

/// <summary>The passages where a symbol begins whose name the query says.</summary>
internal static class SymbolRetriever
{
    /// <summary>None.</summary>
    public static ILookup<long, FoundSymbol> None { get; } = Array.Empty<FoundSymbol>().ToLookup(f => f.PassageId);

    /// <summary>Passages with the symbols that begin there.</summary>
    public static Statement<ILookup<long, FoundSymbol>> Find(SearchScope scope, LexicalQuery query, int count)
    {
        if (query.Names.Count == 0)
        {
            return Statement.Known(None);
        }

        // Each name for itself, so that a common one leaves room for the others. A capitalised word means a type, in its own spelling.
        var names = query.Names.DistinctBy(n => n.Lower).ToArray();
        var statement = new Statement<ILookup<long, FoundSymbol>>(
            $"""
            select found.id, found.name, found.kind, found.scope
            from unnest(@names, @spelled) n(name, spelled)
            cross join lateral (
              select p.id, s.name, s.kind, s.scope
              from symbol s
              join chunked_blob b on b.id = s.chunked_blob_id and b.chunking_id = @chunking
              cross join lateral (
                select c.passage_id as id from chunk c
                where c.chunked_blob_id = b.id and s.line between c.start_line and c.end_line
                order by c.ordinal desc limit 1) as p
              where lower(left(s.name, 200)) = n.name and not s.kind = any(@elsewhere)
                and (n.spelled is null or (s.name = n.spelled and s.kind = any(@types))) and {scope.ContainsFew}
              limit @count) as found
            """,
            ReadAsync);
        scope.AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("names", names.Select(n => n.Lower).ToArray());
        statement.Parameters.Add(new("spelled", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = names.Select(n => n.Kind == NameKind.Capitalised ? n.Text : null).ToArray() });
        statement.Parameters.AddWithValue("elsewhere", SymbolWeight.Elsewhere.ToArray());
        statement.Parameters.AddWithValue("types", SymbolWeight.OfTypes.ToArray());
        statement.Parameters.AddWithValue("count", count);
        return statement;
    }

    private static async Task<ILookup<long, FoundSymbol>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new List<FoundSymbol>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return found.Distinct().ToLookup(f => f.PassageId);
    }
}
