using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Passages that still lack a vector. A row that is gone is done; a failed one stays with its error (law 5).</summary>
public sealed class EmbedWorkStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Texts of those ids that still wait, in the order of ids. Attempts are committed before the answer, so that a passage that kills its
    /// worker can be told by its attempts. Failed passages are left out.
    /// </summary>
    public async Task<IReadOnlyList<PendingPassage>> BeginAsync(long spaceId, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with
            waiting as materialized (
              select w.id, exists (select from {SpaceTable.Name(spaceId)} v where v.passage_id = w.passage_id offset 0) as done
              from embed_work w
              where w.space_id = @space and w.passage_id = any(@ids) and w.failed_at is null
              order by w.passage_id for update of w),
            -- queued by a writer who could not yet see the vector
            done as (delete from embed_work where id = any(array(select id from waiting where waiting.done))),
            begun as (
              update embed_work set attempts = attempts + 1 where id = any(array(select id from waiting where not waiting.done))
              returning passage_id, attempts)
            -- passage by passage: while the index is filled for the first time, statistics are those of an empty one
            select b.passage_id, p.scope, p.body, b.attempts
            from begun b cross join lateral (select p.scope, p.body from passage p where p.id = b.passage_id offset 0) p order by b.passage_id
            """);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var passages = new List<PendingPassage>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            passages.Add(new(reader.GetInt64(0), PassageText.EmbedInput(reader.GetString(1), reader.GetString(2)), reader.GetInt32(3)));
        }

        return passages;
    }

    /// <summary>
    /// Takes back what <see cref="BeginAsync"/> counted, for a try that ended without a verdict (the model or the database was away, the service
    /// stopped): attempts are there to find the passage that kills its worker, and an outage must not use them up.
    /// </summary>
    public async Task ReturnAsync(long spaceId, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with mine as (select id from embed_work where space_id = @space and passage_id = any(@ids) order by passage_id for update)
            update embed_work set attempts = attempts - 1 where id in (select id from mine) and attempts > 0
            """);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What was counted as published was not: the reconciler's next round publishes it.</summary>
    public async Task UnpublishAsync(long spaceId, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with mine as (select id from embed_work where space_id = @space and passage_id = any(@ids) order by passage_id for update)
            update embed_work set published_at = null where id in (select id from mine)
            """);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives one passage up, with its error.</summary>
    public async Task FailAsync(long spaceId, long passageId, string error, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update embed_work set failed_at = now(), error = @error where space_id = @space and passage_id = @passage");
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("passage", passageId);
        command.Parameters.AddWithValue("error", PostgresText.Clean(error));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Work whose publication is longer ago than this, or never happened, most urgent lane first, stamped as published now: for the
    /// reconciler.
    /// </summary>
    public async Task<IReadOnlyList<PendingJob>> TakeUnpublishedAsync(
        long spaceId, TimeSpan olderThan, int jobSize, int maxJobs, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with due as (
              select id from embed_work
              where space_id = @space and failed_at is null and (published_at is null or published_at <= now() - @older)
              order by lane, passage_id
              limit @limit
              for update skip locked)
            update embed_work w set published_at = now() from due where w.id = due.id
            returning w.lane, w.passage_id
            """);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("older", olderThan);
        command.Parameters.AddWithValue("limit", (long)jobSize * maxJobs);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(Lane Lane, long PassageId)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(((Lane)reader.GetInt16(0), reader.GetInt64(1)));
        }

        return
        [
            .. due.GroupBy(d => d.Lane).OrderBy(lane => lane.Key).SelectMany(lane => lane
                .Select(d => d.PassageId).Order().Chunk(jobSize).Select(ids => new PendingJob(lane.Key, ids))),
        ];
    }

    /// <summary>Coverage of what the caller may read.</summary>
    public async Task<PassageCounts> CountAsync(long spaceId, ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select count(*), count(*) filter (where w.id is null), count(*) filter (where w.failed_at is not null)
            from (
              select distinct v.passage_id from passage_repository v
              -- SECURITY: counts come from readable repositories only (law 4)
              where @all or v.repository_id = any(@readable)) as seen
            left join embed_work w on w.space_id = @space and w.passage_id = seen.passage_id
            """);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
