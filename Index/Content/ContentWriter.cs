using System.Text.Json;
using Julie.Contracts;
using Julie.Index.Spaces;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Content;

/// <summary>
/// One transaction of content. Every writer fills the tables in this order, and the rows of a table in the order of their unique keys:
/// two writers of the same rows wait for each other and never deadlock.
/// </summary>
internal sealed class ContentWriter(NpgsqlConnection connection, long chunkingId, long spaceId, Lane lane)
{
    /// <summary>Whether term statistics are to be folded after the commit.</summary>
    public bool FoldDue { get; private set; }

    public async Task<WrittenContent> WriteAsync(IReadOnlyList<NewChunkedBlob> blobs, CancellationToken cancellationToken)
    {
        var ids = await WriteBlobsAsync(blobs, cancellationToken);
        var made = await WriteChunkedBlobsAsync(blobs, ids, cancellationToken);
        await SourceTextWriter.WriteAsync(connection, [.. blobs.Where(b => b.Text is not null).Select(b => (ids[b.Blob], b.Text!))], cancellationToken);

        // A chunked blob that is there came with its chunks in one transaction: only those that this one made need theirs.
        var fresh = new List<(long ChunkedBlobId, NewChunkedBlob Blob)>();
        foreach (var blob in blobs)
        {
            if (made.Remove((ids[blob.Blob], blob.Language), out var chunkedBlobId))
            {
                fresh.Add((chunkedBlobId, blob));
            }
        }

        var texts = fresh.SelectMany(f => f.Blob.Chunks, (f, chunk) => PassageText.Of(chunk)).ToArray();
        var passages = await new PassageWriter(connection).WriteAsync(texts, cancellationToken);
        await WriteChunksAsync(fresh, [.. texts.Select(t => passages.Ids[t.Key])], cancellationToken);
        await WriteSymbolsAsync(fresh, cancellationToken);
        var queued = await EmbedQueue.AddAsync(connection, spaceId, lane, [.. passages.Ids.Values.Distinct()], cancellationToken);
        await CountTermsAsync(TermCounts.Of(passages.New), cancellationToken);
        return new([.. queued.Select(q => q.PassageId)], passages.New.Count, texts.Length);
    }

    private async Task CountTermsAsync(TermCounts counts, CancellationToken cancellationToken)
    {
        if (lane >= Lane.Backfill)
        {
            FoldDue = await TermStatistics.AppendAsync(connection, counts, cancellationToken);
        }
        else
        {
            await TermStatistics.AddAsync(connection, counts, cancellationToken);
        }
    }

    private async Task<Dictionary<BlobKey, long>> WriteBlobsAsync(IReadOnlyList<NewChunkedBlob> blobs, CancellationToken cancellationToken)
    {
        var distinct = blobs.GroupBy(b => b.Blob).Select(g => (g.Key, g.First().Size)).ToArray();
        while (true)
        {
            await BlobRows.EnsureAsync(connection, distinct, cancellationToken);
            var ids = await BlobRows.FindAsync(connection, [.. distinct.Select(d => d.Key)], cancellationToken);
            if (ids.Count == distinct.Length)
            {
                return ids;
            }

            // One was collected between the two statements.
        }
    }

    private async Task<Dictionary<(long BlobId, string Language), long>> WriteChunkedBlobsAsync(
        IReadOnlyList<NewChunkedBlob> blobs, Dictionary<BlobKey, long> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into chunked_blob (blob_id, language, chunking_id, skip_reason, secrets)
            select distinct on (blob_id, language) blob_id, language, @chunking, skip_reason, secrets::jsonb
            from unnest(@blobs, @languages, @reasons, @secrets) n(blob_id, language, skip_reason, secrets)
            order by blob_id, language
            on conflict (blob_id, language, chunking_id) do nothing
            returning id, blob_id, language
            """,
            connection);
        command.Parameters.AddWithValue("chunking", chunkingId);
        command.Parameters.AddWithValue("blobs", blobs.Select(b => ids[b.Blob]).ToArray());
        command.Parameters.AddWithValue("languages", blobs.Select(b => b.Language).ToArray());
        command.Parameters.AddArray("reasons", NpgsqlDbType.Text, blobs.Select(b => PostgresText.CleanOrNull(b.SkipReason)).ToArray());
        command.Parameters.AddArray("secrets", NpgsqlDbType.Text, blobs.Select(b => b.Secrets.Count == 0 ? null : JsonSerializer.Serialize(b.Secrets, JsonSerializerOptions.Web)).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var made = new Dictionary<(long, string), long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            made.Add((reader.GetInt64(1), reader.GetString(2)), reader.GetInt64(0));
        }

        return made;
    }

    private async Task WriteChunksAsync(
        List<(long ChunkedBlobId, NewChunkedBlob Blob)> fresh, long[] passageIds, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy chunk (chunked_blob_id, ordinal, start_byte, end_byte, start_line, end_line, symbol, kind, tokens, passage_id)
            from stdin (format binary)
            """,
            cancellationToken);
        var next = 0;
        foreach (var (chunkedBlobId, blob) in fresh)
        {
            for (var ordinal = 0; ordinal < blob.Chunks.Count; ordinal++)
            {
                var chunk = blob.Chunks[ordinal];
                await copy.WriteRowAsync(
                    cancellationToken, chunkedBlobId, ordinal, chunk.StartByte, chunk.EndByte, chunk.StartLine, chunk.EndLine,
                    PostgresText.CleanOrNull(chunk.Symbol), PostgresText.CleanOrNull(chunk.Kind), chunk.Tokens, passageIds[next++]);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task WriteSymbolsAsync(List<(long ChunkedBlobId, NewChunkedBlob Blob)> fresh, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy symbol (chunked_blob_id, name, kind, scope, line, end_line) from stdin (format binary)", cancellationToken);
        foreach (var (chunkedBlobId, blob) in fresh)
        {
            foreach (var symbol in blob.Symbols)
            {
                await copy.WriteRowAsync(
                    cancellationToken, chunkedBlobId, PostgresText.Clean(symbol.Name), PostgresText.Clean(symbol.Kind),
                    PostgresText.CleanOrNull(symbol.Scope), symbol.Line, symbol.EndLine);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
