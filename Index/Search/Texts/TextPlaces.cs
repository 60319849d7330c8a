using Julie.Index.Search.Conditions;
using Npgsql;

namespace Julie.Index.Search.Texts;

/// <summary>The places of files: which passages there are, and which conditions on places hold of each.</summary>
internal sealed class TextPlaces(NpgsqlConnection connection, SearchScope scope, IReadOnlyList<SearchCondition> conditions)
{
    /// <summary>Findings whose places hold, with the evidence that lies in them.</summary>
    public async Task<List<TextFinding>> DecideAsync(
        List<TextFinding> findings, Func<TextFile, bool[], (bool Holds, IReadOnlyList<TextRange> Evidence)> decide, CancellationToken cancellationToken)
    {
        var places = await ReadAsync([.. findings.Select(f => f.File.EntryId)], cancellationToken);
        var decided = new List<TextFinding>();
        foreach (var finding in findings)
        {
            var lines = new TextLines(finding.Text);
            var passages = new List<long>();
            var shown = new SortedDictionary<int, TextRange>();
            foreach (var (first, last, passage, bits) in places[finding.File.EntryId])
            {
                var (holds, evidence) = decide(finding.File, bits);
                var (start, end) = (lines.StartOf(Math.Min(first, lines.Count)), last < lines.Count ? lines.StartOf(last + 1) : finding.Text.Length);
                var here = evidence.Where(e => e.Start < end && (e.End > start || e.Start >= start)).ToList();
                if (holds && (here.Count > 0 || evidence.Count == 0))
                {
                    passages.Add(passage);
                    here.ForEach(e => shown[e.Start] = e);
                }
            }

            if (passages.Count > 0)
            {
                decided.Add(finding with { Evidence = [.. shown.Values], Passages = passages });
            }
        }

        return decided;
    }

    private async Task<ILookup<long, (int First, int Last, long Passage, bool[] Bits)>> ReadAsync(long[] entries, CancellationToken cancellationToken)
    {
        var (bits, sql) = ConditionSql.OfPlaces(conditions);
        await using var command = new NpgsqlCommand(
            $"""
            select t.id, c.start_line, c.end_line, c.passage_id, {bits}
            from tree_entry t
            join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = @chunking
            join chunk c on c.chunked_blob_id = b.id
            -- SECURITY: entries that the caller may read, as TextFileReader found them (law 4)
            where t.id = any(@candidates)
            order by t.id, c.ordinal
            """,
            connection);
        scope.AddTo(command.Parameters, sql);
        command.Parameters.AddWithValue("candidates", entries);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var places = new List<(long Entry, (int, int, long, bool[]) Place)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            places.Add((reader.GetInt64(0), (reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetFieldValue<bool[]>(4))));
        }

        return places.ToLookup(p => p.Entry, p => p.Place);
    }
}
