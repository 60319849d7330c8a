using Julie.Contracts;
using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>Blobs, chunks, passages and symbols: stored once, whoever has them (law 1).</summary>
public sealed class ContentStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Key by key ("offset 0"): joined as tables, plans depend on statistics, and those of an index that is being filled are of an empty one. The
    /// same holds for every other look-up by a list of keys in this room.
    /// </summary>
    private const string Wanted =
        """
        from unnest(@formats, @objects, @languages) k(object_format, object_id, language)
        cross join lateral (
          select b.id from blob b where b.object_id = k.object_id and b.object_format = k.object_format offset 0) b
        cross join lateral (
          select c.id, c.skip_reason, c.unheld_since from chunked_blob c
          where c.blob_id = b.id and c.language = k.language and c.chunking_id = @chunking
            -- content of an index from before texts were stored is read once more
            and (c.skip_reason is not null or exists (select from source_text s where s.blob_id = b.id)) offset 0) c
        """;

    /// <summary>
    /// Which of these the index holds in the chunking; keys that it has never seen are absent from the answer. What is found is kept for the whole
    /// grace time from now, whoever held it: the caller is about to use it.
    /// </summary>
    public async Task<IReadOnlyDictionary<ChunkedBlobKey, ChunkedBlobState>> FindAsync(
        long chunkingId, IReadOnlyCollection<ChunkedBlobKey> keys, CancellationToken cancellationToken)
    {
        await using (var keep = dataSource.CreateCommand(
            $"""
            with kept as (
              select id from chunked_blob where id = any(array(select c.id {Wanted} where c.unheld_since is not null)) order by id for no key update)
            update chunked_blob set unheld_since = null where id in (select id from kept)
            """))
        {
            AddKeys(keep.Parameters, chunkingId, keys);
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = dataSource.CreateCommand(
            $"select k.object_format, encode(k.object_id, 'hex'), k.language, c.skip_reason {Wanted}");
        AddKeys(command.Parameters, chunkingId, keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<ChunkedBlobKey, ChunkedBlobState>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new ChunkedBlobKey(new(reader.GetString(0), reader.GetString(1)), reader.GetString(2));
            found[key] = new(reader.IsDBNull(3) ? null : reader.GetString(3));
        }

        return found;
    }

    /// <summary>
    /// Stores the blobs in one transaction. Idempotent, and safe beside other writers of the same content. A passage is the
    /// SHA-256 of UTF-8 <c>Scope + "\n" + Body</c>. Keep a call small: some hundred chunks.
    /// </summary>
    public async Task<WrittenContent> WriteAsync(
        long chunkingId, long spaceId, Lane lane, IReadOnlyList<NewChunkedBlob> blobs, CancellationToken cancellationToken)
    {
        var (written, foldDue) = await WriteOnceAsync(chunkingId, spaceId, lane, blobs, cancellationToken);
        if (foldDue)
        {
            await TermStatistics.FoldAsync(dataSource, cancellationToken);
        }

        return written;
    }

    private async Task<(WrittenContent Written, bool FoldDue)> WriteOnceAsync(
        long chunkingId, long spaceId, Lane lane, IReadOnlyList<NewChunkedBlob> blobs, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var writer = new ContentWriter(connection, chunkingId, spaceId, lane);
                var written = await writer.WriteAsync(blobs, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return (written, writer.FoldDue);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation && attempt < 3)
            {
                // Writers take their rows in one order, so this is only for what else touches them. A key that is gone: a blob or passage that was
                // found was collected before it was referred to; it is written anew.
            }
        }
    }

    /// <summary>
    /// For content that is known and so is not written again: passages of these blobs that wait in a less urgent lane are raised to this one
    /// (law 8). Returns ascending ids to publish there.
    /// </summary>
    public async Task<IReadOnlyList<long>> RaiseAsync(
        long chunkingId, long spaceId, Lane lane, IReadOnlyCollection<ChunkedBlobKey> known, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        long[] passages;
        await using (var command = new NpgsqlCommand(
            $"""
            select coalesce(array_agg(distinct p.passage_id), array[]::bigint[]) {Wanted}
            cross join lateral (select p.passage_id from chunk p where p.chunked_blob_id = c.id offset 0) p
            """,
            connection))
        {
            AddKeys(command.Parameters, chunkingId, known);
            passages = (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        var queued = await EmbedQueue.AddAsync(connection, spaceId, lane, passages, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. queued.Select(q => q.PassageId)];
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, long chunkingId, IReadOnlyCollection<ChunkedBlobKey> keys)
    {
        parameters.AddWithValue("chunking", chunkingId);
        parameters.AddWithValue("formats", keys.Select(k => k.Blob.ObjectFormat).ToArray());
        parameters.AddWithValue("objects", keys.Select(k => Convert.FromHexString(k.Blob.ObjectId)).ToArray());
        parameters.AddWithValue("languages", keys.Select(k => k.Language).ToArray());
    }
}
