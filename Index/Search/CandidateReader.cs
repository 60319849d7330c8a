using Julie.Index.Ranking;
using Julie.Index.Snapshots;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Search;

/// <summary>The places of passages that were found: one that lies nowhere in scope is no candidate.</summary>
internal sealed class CandidateReader(SearchSnapshot snapshot, SearchScope scope)
{
    /// <summary>Places that are looked at for one passage: a licence header has thousands.</summary>
    private const int PlacesOfPassage = 20;

    public async Task<IReadOnlyList<Candidate>> ReadAsync(IReadOnlyList<FoundPassage> passages, ILookup<long, FoundSymbol> definitions, CancellationToken cancellationToken)
    {
        var half = passages.Count / 2;
        var (first, second) = await snapshot.BothAsync(
            one => ReadPlacesAsync(one, [.. passages.Take(half).Select(p => p.Id)], cancellationToken),
            other => ReadPlacesAsync(other, [.. passages.Skip(half).Select(p => p.Id)], cancellationToken));
        var places = first.Concat(second).ToDictionary(passage => passage.Id);
        return
        [
            .. passages.Where(passage => places.ContainsKey(passage.Id))
                .Select(passage => new Candidate(passage, [.. definitions[passage.Id]], places[passage.Id].Places, places[passage.Id].Files)),
        ];
    }

    private async Task<List<(long Id, long Files, List<Place> Places)>> ReadPlacesAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select w.id, x.files, x.repository_id, x.repository, x.path, x.start_line, x.end_line, x.symbol, x.kind, x.language, x.flags, x.commit, x.ref
            from unnest(@ids) w(id)
            cross join lateral (
              select h.*, count(*) over () as files
              from (
                -- a file that holds the passage twice is one file
                select distinct on (t.id) f.repository_id, r.name as repository, t.path, c.start_line, c.end_line, c.symbol, c.kind, t.language,
                  t.flags & 15 as flags, f.applied_commit as commit, f.name as ref
                from chunk c
                join chunked_blob b on b.id = c.chunked_blob_id and b.chunking_id = @chunking
                join tree_entry t on t.blob_id = b.blob_id and t.language = b.language
                join ref f on f.id = t.ref_id
                join repository r on r.id = f.repository_id
                -- SECURITY: a place, and the count of places, comes from readable files only (law 4)
                where c.passage_id = w.id and {scope.ReadableFiles}
                order by t.id, c.ordinal) h
              order by h.flags, length(h.path), h.repository, h.path
              limit {PlacesOfPassage}) x
            """,
            connection);
        scope.AddTo(command.Parameters);
        command.Parameters.Add(new("ids", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<long, (long Id, long Files, List<Place> Places)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            if (!found.TryGetValue(id, out var passage))
            {
                found[id] = passage = (id, reader.GetInt64(1), []);
            }

            passage.Places.Add(new(
                reader.GetInt64(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetInt32(6),
                reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetString(9),
                (TreeEntryFlags)reader.GetInt32(10), reader.GetString(11), reader.GetString(12)));
        }

        return [.. found.Values];
    }
}
