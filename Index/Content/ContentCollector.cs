using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>
/// Deletes content that no snapshot holds any more, and vectors and chunks of models that are not used any more, after a grace time in which a force-push
/// back, a revert, a returning branch or the model of before finds it at no cost. Small transactions; rows are locked, looked at again, and only then deleted, and whoever holds a lock on one keeps it.
/// </summary>
public sealed class ContentCollector(NpgsqlDataSource dataSource)
{
    private const long MarkedAtOnce = 20_000;
    private const int Attempts = 5;

    /// <summary>
    /// Entries that need what was cut, indexed ones and those that their content left out for the same reason, while a space that is not retired needs how it was cut, or nothing
    /// took its place yet: a remote may be away for long.
    /// </summary>
    private const string Held =
        """
        (exists (
          select from tree_entry t where t.blob_id = c.blob_id and t.language = c.language
            and case when c.skip_reason is null then t.state = 'indexed' else t.skip_reason = c.skip_reason end)
        and (exists (select from space s where s.chunking_id = c.chunking_id and s.state <> 'retired')
          or not exists (
            select from chunked_blob o join space s on s.chunking_id = o.chunking_id and s.state <> 'retired'
            where o.blob_id = c.blob_id and o.language = c.language)))
        """;

    private const string BlobHeld =
        "(exists (select from tree_entry t where t.blob_id = c.id) or exists (select from chunked_blob b where b.blob_id = c.id))";

    /// <summary>Marks what is not held, and deletes what has been marked for longer than the grace time.</summary>
    /// <param name="grace">How long content outlives the last snapshot that held it.</param>
    /// <param name="batch">Rows of one transaction.</param>
    /// <param name="cancellationToken">Stops it between two transactions.</param>
    public async Task<CollectedContent> CollectAsync(TimeSpan grace, int batch, CancellationToken cancellationToken)
    {
        await using var alone = await RefLock.TryTakeAsync(dataSource, AdvisoryLock.Collection, cancellationToken);
        if (alone is null)
        {
            return CollectedContent.Nothing;
        }

        // Before what was cut for them: rows of a table that goes as a whole need not go one by one.
        var spaces = await RetiredSpaces.DropAsync(dataSource, grace, cancellationToken);
        await MarkAsync("chunked_blob", Held, cancellationToken);
        await MarkAsync("blob", BlobHeld, cancellationToken);
        var (chunked, passages) = (0L, 0L);
        while (await AgainAsync(() => SweepChunkedAsync(grace, batch, cancellationToken)) is { Taken: > 0 } swept)
        {
            (chunked, passages) = (chunked + swept.Deleted, passages + swept.Passages);
            await TermStatistics.FoldAsync(dataSource, cancellationToken);
        }

        passages += await SweepOrphansAsync(batch, cancellationToken);
        await ForgetTermsAsync(cancellationToken);
        await SweepTextsAsync(batch, cancellationToken);
        var blobs = 0L;
        while (await AgainAsync(() => SweepBlobsAsync(grace, batch, cancellationToken)) is { Taken: > 0 } swept)
        {
            blobs += swept.Deleted;
        }

        return new(blobs, chunked, passages, spaces);
    }

    /// <summary>Whoever came in between has the right of way: the batch is taken anew, with what is there then.</summary>
    private static async Task<T> AgainAsync<T>(Func<Task<T>> sweep)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await sweep();
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation && attempt < Attempts)
            {
                // Undone as a whole.
            }
        }
    }

    private async Task MarkAsync(string table, string held, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"update {table} c set unheld_since = null where unheld_since is not null and {held}", cancellationToken);
        await using var read = new NpgsqlCommand($"select coalesce(max(id), 0) from {table}", connection);
        var last = (long)(await read.ExecuteScalarAsync(cancellationToken))!;
        for (var first = 0L; first <= last; first += MarkedAtOnce)
        {
            await using var mark = new NpgsqlCommand(
                $"update {table} c set unheld_since = now() where id >= @first and id < @end and unheld_since is null and not {held}", connection);
            mark.Parameters.AddWithValue("first", first);
            mark.Parameters.AddWithValue("end", first + MarkedAtOnce);
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<(int Taken, long Deleted, long Passages)> SweepChunkedAsync(TimeSpan grace, int batch, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (taken, due) = await TakeAsync(connection, "chunked_blob", Held, grace, batch, cancellationToken);
        var passages = await IdsAsync(connection, "select distinct passage_id from chunk where chunked_blob_id = any(@ids)", due, cancellationToken);
        var blobs = await IdsAsync(connection, "select distinct blob_id from chunked_blob where id = any(@ids)", due, cancellationToken);
        await ExecuteAsync(connection, "delete from symbol where chunked_blob_id = any(@ids)", cancellationToken, due);
        await ExecuteAsync(connection, "delete from chunk where chunked_blob_id = any(@ids)", cancellationToken, due);
        await ExecuteAsync(connection, "delete from chunked_blob where id = any(@ids)", cancellationToken, due);

        // They have waited with what was cut from them.
        await using (var mark = new NpgsqlCommand(
            $"update blob c set unheld_since = now() - @grace where id = any(@ids) and not {BlobHeld}", connection))
        {
            mark.Parameters.AddWithValue("grace", grace);
            mark.Parameters.AddWithValue("ids", blobs);
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }

        var dropped = await new PassageRemover(connection).RemoveAsync(passages, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (taken, due.Length, dropped);
    }

    /// <summary>Passages whose last chunk went while somebody held them: a worker that was just writing their vector.</summary>
    private async Task<long> SweepOrphansAsync(int batch, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var orphans = await IdsAsync(
            connection, "select id from passage p where not exists (select from chunk c where c.passage_id = p.id)", [], cancellationToken);
        var dropped = 0L;
        foreach (var ids in orphans.Chunk(batch))
        {
            await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
            {
                dropped += await new PassageRemover(connection).RemoveAsync(ids, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            await TermStatistics.FoldAsync(dataSource, cancellationToken);
        }

        return dropped;
    }

    private async Task ForgetTermsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await TermStatistics.ForgetAsync(connection, cancellationToken);
    }

    /// <summary>Texts of blobs that are there still, but not to be searched: what was cut from them went. Whoever writes such a blob holds its row, and keeps its text.</summary>
    private async Task SweepTextsAsync(int batch, CancellationToken cancellationToken)
    {
        const string unused = "not exists (select from chunked_blob c where c.blob_id = s.blob_id and c.skip_reason is null)";
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (var blobs in (await IdsAsync(connection, $"select s.blob_id from source_text s where {unused}", [], cancellationToken)).Chunk(batch))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var locked = await IdsAsync(connection, "select id from blob where id = any(@ids) order by id for update skip locked", blobs, cancellationToken);
            await ExecuteAsync(connection, $"delete from source_text s where blob_id = any(@ids) and {unused}", cancellationToken, locked);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<(int Taken, long Deleted)> SweepBlobsAsync(TimeSpan grace, int batch, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (taken, due) = await TakeAsync(connection, "blob", BlobHeld, grace, batch, cancellationToken);
        await ExecuteAsync(connection, "delete from blob where id = any(@ids)", cancellationToken, due);
        await transaction.CommitAsync(cancellationToken);
        return (taken, due.Length);
    }

    /// <summary>
    /// Locks rows that are due, and says which of them may go. In two statements: the second sees what was committed while the first waited for its
    /// locks. A snapshot that is being applied holds a lock on its content, so that is skipped.
    /// </summary>
    private static async Task<(int Taken, long[] Due)> TakeAsync(
        NpgsqlConnection connection, string table, string held, TimeSpan grace, int batch, CancellationToken cancellationToken)
    {
        long[] locked;
        await using (var take = new NpgsqlCommand(
            $"select id from {table} where unheld_since <= now() - @grace order by id limit @batch for update skip locked", connection))
        {
            take.Parameters.AddWithValue("grace", grace);
            take.Parameters.AddWithValue("batch", (long)batch);
            locked = await take.ReadIdsAsync(cancellationToken);
        }

        await ExecuteAsync(connection, $"update {table} c set unheld_since = null where id = any(@ids) and {held}", cancellationToken, locked);
        return (locked.Length, await IdsAsync(connection, $"select id from {table} where id = any(@ids) and unheld_since is not null", locked, cancellationToken));
    }

    private static async Task<long[]> IdsAsync(NpgsqlConnection connection, string sql, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", ids);
        return await command.ReadIdsAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, long[]? ids = null)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", ids ?? []);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
