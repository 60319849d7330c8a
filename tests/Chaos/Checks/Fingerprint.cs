using System.Globalization;
using System.Text;

using Julie.Index.Segments;

using Npgsql;

namespace Julie.Chaos.Tests.Checks;

/// <summary>The whole index by natural keys: no number that a database hands out, no time, nothing of how it came to be.</summary>
internal sealed class Fingerprint
{
    private const int Shown = 12;

    private const string ChunkedBlob =
        """
        (select c.id, encode(b.object_id, 'hex') || ' ' || c.language || ' v' || k.version || ' ' || k.tokenizer || ' ' || k.target_tokens || '/' || k.limit_tokens as key, c.skip_reason, c.secrets
         from chunked_blob c join blob b on b.id = c.blob_id join chunking k on k.id = c.chunking_id)
        """;

    private static readonly (string Name, string Sql)[] Tables =
    [
        ("repository", "select concat_ws(' ', name, object_format, ref_patterns::text, passages || ' passages') from repository"),
        ("ref", "select concat_ws(' ', r.name, f.name, case when f.is_default then 'default' else 'other' end, f.applied_commit, 'rules', md5(f.rules)) from ref f join repository r on r.id = f.repository_id where f.removed_at is null"),
        ("tree entry",
            """
            select concat_ws(' ', r.name, f.name, t.path, 'mode', t.mode, 'blob', coalesce(encode(b.object_id, 'hex'), 'none'), 'size', t.size, t.language, 'flags', t.flags, t.state, t.skip_reason, t.error)
            from tree_entry t join ref f on f.id = t.ref_id join repository r on r.id = f.repository_id left join blob b on b.id = t.blob_id
            """),
        ("blob", "select concat_ws(' ', object_format, encode(object_id, 'hex'), size) from blob"),
        ("chunked blob", $"select concat_ws(' ', key, skip_reason, secrets::text) from {ChunkedBlob} c"),
        ("chunk",
            $"""
            select concat_ws(' ', c.key, 'number', k.ordinal, 'bytes', k.start_byte, k.end_byte, 'lines', k.start_line, k.end_line, k.kind, k.symbol, 'tokens', k.tokens, 'passage', encode(p.sha256, 'hex'))
            from chunk k join {ChunkedBlob} c on c.id = k.chunked_blob_id join passage p on p.id = k.passage_id
            """),
        ("symbol", $"select concat_ws(' ', c.key, s.kind, s.scope, s.name, s.line, s.end_line) from symbol s join {ChunkedBlob} c on c.id = s.chunked_blob_id"),
        ("passage", "select concat_ws(' ', encode(sha256, 'hex'), md5(scope), md5(body), md5(terms::text), length) from passage"),
        ("visibility", "select concat_ws(' ', r.name, encode(p.sha256, 'hex'), v.language, v.refcount) from passage_repository v join passage p on p.id = v.passage_id join repository r on r.id = v.repository_id"),
        ("embed work", "select concat_ws(' ', encode(s.key, 'hex'), encode(p.sha256, 'hex'), case when w.failed_at is null then 'waits' else 'failed' end) from embed_work w join passage p on p.id = w.passage_id join space s on s.id = w.space_id"),
        ("term", "select concat_ws(' ', term, passages) from term"),
        ("corpus", "select concat_ws(' ', passages, length) from corpus"),
        ("source text", "select concat_ws(' ', encode(b.object_id, 'hex'), length(s.text), md5(s.text)) from source_text s join blob b on b.id = s.blob_id"),
        ("unpacked text", "select encode(b.object_id, 'hex') from unpacked_text u join source_text s on s.id = u.source_text_id join blob b on b.id = s.blob_id"),
        ("unpacked passage", "select encode(p.sha256, 'hex') from unpacked_passage u join passage p on p.id = u.passage_id"),
        ("space", "select concat_ws(' ', encode(key, 'hex'), model, dimensions, state) from space"),
    ];

    private readonly SortedDictionary<string, List<string>> _rows = new(StringComparer.Ordinal);

    public long Rows => _rows.Values.Sum(r => (long)r.Count);

    public string Counts => string.Join(", ", _rows.Select(t => $"{t.Value.Count:N0} {t.Key}"));

    public static async Task<Fingerprint> ReadAsync(NpgsqlDataSource index, CancellationToken cancellationToken)
    {
        var fingerprint = new Fingerprint();
        foreach (var (name, sql) in Tables)
        {
            fingerprint._rows[name] = await LinesAsync(index, sql, cancellationToken);
        }

        var vectors = new List<string>();
        foreach (var space in await LinesAsync(index, "select id::text from space", cancellationToken))
        {
            vectors.AddRange(await LinesAsync(
                index, $"select concat_ws(' ', encode(s.key, 'hex'), encode(p.sha256, 'hex'), md5(v.embedding::text)) from space_{space} v join passage p on p.id = v.passage_id, space s where s.id = {space}", cancellationToken));
        }

        fingerprint._rows["vector"] = vectors;
        fingerprint._rows["trigrams"] = await SegmentsAsync(
            index, SegmentKind.Trigrams, "select s.id || ' ' || encode(b.object_id, 'hex') from source_text s join blob b on b.id = s.blob_id", cancellationToken);
        fingerprint._rows["terms"] = await SegmentsAsync(index, SegmentKind.Terms, "select id || ' ' || encode(sha256, 'hex') from passage", cancellationToken);
        return fingerprint;
    }

    /// <summary>What the segments say of each text or passage: how they are spread over segments depends on when the packer came by.</summary>
    private static async Task<List<string>> SegmentsAsync(NpgsqlDataSource index, SegmentKind kind, string names, CancellationToken cancellationToken)
    {
        var items = (await LinesAsync(index, names, cancellationToken)).Select(l => l.Split(' ')).ToDictionary(l => long.Parse(l[0], CultureInfo.InvariantCulture), l => l[1]);
        await using var connection = await index.OpenConnectionAsync(cancellationToken);
        var lines = new List<string>();
        await foreach (var (segment, content) in SegmentReader.ReadAsync(connection, kind, cancellationToken))
        {
            lines.AddRange(content is null ? [$"segment {segment} cannot be read"]
                : content.Where(i => items.ContainsKey(i.Key)).Select(i => $"{items[i.Key]} {i.Value.Count} {kind.Name}s, {i.Value.Sum:x16}"));
        }

        return lines;
    }

    /// <summary>How many rows are in one of both only, and the first of them, for a person.</summary>
    public (int Count, string Text) Compare(Fingerprint other, string mine, string theirs)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var (table, rows) in _rows)
        {
            var (only, missing) = (Subtract(rows, other._rows[table]), Subtract(other._rows[table], rows));
            count += only.Count + missing.Count;
            Show(table, mine, only);
            Show(table, theirs, missing);
        }

        return (count, text.ToString());

        void Show(string table, string where, List<string> rows)
        {
            if (rows.Count > 0)
            {
                text.AppendLine($"{rows.Count} rows of {table} are only in {where}:");
                rows.Take(Shown).ToList().ForEach(r => text.AppendLine($"  {r}"));
            }
        }
    }

    /// <summary>As bags: a row that is there twice on one side only is a difference.</summary>
    private static List<string> Subtract(List<string> from, List<string> rows)
    {
        var counts = rows.CountBy(r => r, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. from.Where(r =>
        {
            var left = counts.GetValueOrDefault(r);
            counts[r] = left - 1;
            return left <= 0;
        }).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> LinesAsync(NpgsqlDataSource index, string sql, CancellationToken cancellationToken)
    {
        await using var command = index.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
