using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Npgsql;
using NpgsqlTypes;
using Pgvector;

namespace Julie.Index.Search;

/// <summary>Scores and places of the passages that the retrievers found: each gets both scores, whoever found it.</summary>
internal sealed class CandidateReader(SearchSnapshot snapshot, Space space, SearchScope scope)
{
    /// <summary>Places that are looked at for one passage: a licence header has thousands.</summary>
    private const int PlacesOfPassage = 20;

    public async Task<IReadOnlyList<Candidate>> ReadAsync(
        long[] ids, WeightedTerms terms, HalfVector? query, ILookup<long, FoundSymbol> definitions, CancellationToken cancellationToken)
    {
        var (found, scores) = await snapshot.BothAsync(
            one => ReadPlacesAsync(one, ids, cancellationToken), other => ReadScoresAsync(other, ids, terms, query, cancellationToken));
        var candidates = new List<Candidate>(ids.Length);
        foreach (var (id, files, places) in found)
        {
            var (bm25, words, similarity) = scores[id];
            candidates.Add(new(id, bm25, words, similarity, [.. definitions[id]], places, files));
        }

        return candidates;
    }

    private async Task<Dictionary<long, (double Bm25, IReadOnlySet<string> Words, double? Similarity)>> ReadScoresAsync(
        NpgsqlConnection connection, long[] ids, WeightedTerms terms, HalfVector? query, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select p.id, p.length, {Bm25.Frequencies(terms.Terms.Length)}, 1 - (v.embedding <=> @query)
            from passage p left join {space.Table} v on v.passage_id = p.id
            where p.id = any(@ids)
            """,
            connection);
        terms.AddTo(command.Parameters);
        command.Parameters.AddWithValue("ids", ids);
        command.Parameters.Add(new("query", query is null ? DBNull.Value : query) { DataTypeName = "halfvec" });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var scores = new Dictionary<long, (double, IReadOnlySet<string>, double?)>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (bm25, words) = Score(terms, reader.GetFieldValue<int[]>(2), reader.GetInt32(1));
            scores[reader.GetInt64(0)] = (bm25, words, reader.IsDBNull(3) ? null : reader.GetDouble(3));
        }

        return scores;
    }

    /// <summary>BM25 over words: a word and its other forms are one, so that a passage earns its weight once.</summary>
    private static (double Bm25, IReadOnlySet<string> Words) Score(WeightedTerms terms, int[] frequencies, int length)
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < terms.Terms.Length; i++)
        {
            if (frequencies[i] > 0)
            {
                var share = terms.Terms[i] == terms.Of[i] ? 1 : LexicalQuery.FormWeight;
                words[terms.Of[i]] = words.GetValueOrDefault(terms.Of[i]) + (share * frequencies[i]);
            }
        }

        return (words.Sum(w => terms.WeightOf(w.Key)!.Value * Bm25.Saturation(w.Value, length, terms.AverageLength)), words.Keys.ToHashSet(StringComparer.Ordinal));
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
