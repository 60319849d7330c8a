using Julie.Index.Ranking;
using Julie.Index.Snapshots;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Search;

/// <summary>The places of passages that were found: one that lies nowhere in scope is no candidate.</summary>
internal sealed class CandidateReader(NpgsqlConnection connection, SearchScope scope)
{
    /// <summary>Places that are looked at for one passage: a licence header has thousands.</summary>
    private const int PlacesOfPassage = 20;

    private const string Columns =
        "f.repository_id, r.name as repository, t.path, c.start_line, c.end_line, c.symbol, c.kind, t.language, t.flags & 15 as flags, f.applied_commit as commit, f.name as ref";

    // SECURITY: a place, and the count of places, comes from readable files only (law 4)
    private string OfPassage =>
        $"""
        from chunk c
        join chunked_blob b on b.id = c.chunked_blob_id and b.chunking_id = @chunking
        join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
        join ref f on f.id = t.ref_id
        join repository r on r.id = f.repository_id
        where c.passage_id = w.id and {scope.ReadableFiles}
        """;

    public async Task<IReadOnlyList<Candidate>> ReadAsync(IReadOnlyList<FoundPassage> passages, ILookup<long, FoundSymbol> definitions, CancellationToken cancellationToken)
    {
        var places = await connection.AskAsync(Places([.. passages.Select(p => p.Id)]), cancellationToken);
        long[] many = [.. places.Where(passage => passage.Value.Count > PlacesOfPassage).Select(passage => passage.Key)];
        var plainest = many.Length == 0 ? [] : await connection.AskAsync(Plainest(many), cancellationToken);
        return
        [
            .. passages.Where(passage => places.ContainsKey(passage.Id)).Select(passage => plainest.TryGetValue(passage.Id, out var found)
                ? new Candidate(passage, [.. definitions[passage.Id]], found.Places, found.Files)
                : Of(passage, places[passage.Id])),
        ];

        Candidate Of(FoundPassage passage, List<(long Entry, int Ordinal, Place Place)> all)
        {
            // a file that holds the passage twice is one file
            IReadOnlyList<Place> ordered = all.Count == 1
                ? [all[0].Place]
                :
                [
                    .. all.GroupBy(p => p.Entry, (_, same) => same.MinBy(p => p.Ordinal).Place)
                        .OrderBy(p => p.Flags).ThenBy(p => p.Path.Length).ThenBy(p => p.Repository, StringComparer.Ordinal).ThenBy(p => p.Path, StringComparer.Ordinal),
                ];
            return new(passage, [.. definitions[passage.Id]], ordered, ordered.Count);
        }
    }

    /// <summary>The places of each, in no order; of one that has more than are looked at one more, whichever.</summary>
    private Statement<Dictionary<long, List<(long Entry, int Ordinal, Place Place)>>> Places(long[] ids) => With(ids, new Statement<Dictionary<long, List<(long Entry, int Ordinal, Place Place)>>>(
        $"""
        select w.id, x.entry, x.ordinal, x.repository_id, x.repository, x.path, x.start_line, x.end_line, x.symbol, x.kind, x.language, x.flags, x.commit, x.ref
        from unnest(@ids) w(id)
        cross join lateral (select t.id as entry, c.ordinal, {Columns} {OfPassage} limit {PlacesOfPassage + 1}) x
        """,
        async (reader, token) =>
        {
            var found = new Dictionary<long, List<(long Entry, int Ordinal, Place Place)>>();
            while (await reader.ReadAsync(token))
            {
                var id = reader.GetInt64(0);
                if (!found.TryGetValue(id, out var places))
                {
                    found[id] = places = [];
                }

                places.Add((reader.GetInt64(1), reader.GetInt32(2), PlaceAt(reader, 3)));
            }

            return found;
        }));

    /// <summary>The plainest places of each, in their order, and how many there are.</summary>
    private Statement<Dictionary<long, (long Files, List<Place> Places)>> Plainest(long[] ids) => With(ids, new Statement<Dictionary<long, (long Files, List<Place> Places)>>(
        $"""
        select w.id, x.files, x.repository_id, x.repository, x.path, x.start_line, x.end_line, x.symbol, x.kind, x.language, x.flags, x.commit, x.ref
        from unnest(@ids) w(id)
        cross join lateral (
          select h.*, count(*) over () as files
          from (select distinct on (t.id) {Columns} {OfPassage} order by t.id, c.ordinal) h
          order by h.flags, length(h.path), h.repository, h.path
          limit {PlacesOfPassage}) x
        """,
        async (reader, token) =>
        {
            var found = new Dictionary<long, (long Files, List<Place> Places)>();
            while (await reader.ReadAsync(token))
            {
                var id = reader.GetInt64(0);
                if (!found.TryGetValue(id, out var passage))
                {
                    found[id] = passage = (reader.GetInt64(1), []);
                }

                passage.Places.Add(PlaceAt(reader, 2));
            }

            return found;
        }));

    private Statement<T> With<T>(long[] ids, Statement<T> statement)
    {
        scope.AddTo(statement.Parameters);
        statement.Parameters.Add(new("ids", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = ids });
        return statement;
    }

    private static Place PlaceAt(NpgsqlDataReader reader, int at) => new(
        reader.GetInt64(at), reader.GetString(at + 1), reader.GetString(at + 2), reader.GetInt32(at + 3), reader.GetInt32(at + 4),
        reader.IsDBNull(at + 5) ? null : reader.GetString(at + 5), reader.IsDBNull(at + 6) ? null : reader.GetString(at + 6), reader.GetString(at + 7),
        (TreeEntryFlags)reader.GetInt32(at + 8), reader.GetString(at + 9), reader.GetString(at + 10));
}
