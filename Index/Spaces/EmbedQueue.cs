using Julie.Contracts;
using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>A passage that a write made someone's work to embed.</summary>
/// <param name="PassageId">Key of the passage.</param>
/// <param name="Raised">True when it waited already, in a less urgent lane.</param>
internal readonly record struct QueuedPassage(long PassageId, bool Raised);

/// <summary>Puts passages to work inside a caller's transaction.</summary>
internal static class EmbedQueue
{
    /// <summary>
    /// Queues those of the passages that lack a vector, and raises those that wait in a less urgent lane (law 8). Returns both, ascending.
    /// They count as published from now: the caller publishes after its commit, and the reconciler when it died before that.
    /// </summary>
    public static async Task<IReadOnlyList<QueuedPassage>> AddAsync(
        NpgsqlConnection connection, long spaceId, Lane lane, long[] passageIds, CancellationToken cancellationToken)
    {
        // In key order, so that two writers of the same passages wait for each other instead of deadlocking.
        await using var command = new NpgsqlCommand(
            $"""
            insert into embed_work (space_id, passage_id, lane, published_at)
            select @space, w.id, @lane, now()
            from unnest(@ids) w(id)
            where not exists (select from {SpaceTable.Name(spaceId)} v where v.passage_id = w.id offset 0)
            order by w.id
            on conflict (passage_id, space_id) do update set lane = excluded.lane, published_at = excluded.published_at
              where embed_work.lane > excluded.lane and embed_work.failed_at is null
            returning passage_id, xmax <> 0
            """,
            connection);
        command.Parameters.AddWithValue("space", spaceId);
        command.Parameters.AddWithValue("lane", (short)lane);
        command.Parameters.AddWithValue("ids", passageIds);
        var queued = new List<QueuedPassage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            queued.Add(new(reader.GetInt64(0), reader.GetBoolean(1)));
        }

        return [.. queued.OrderBy(q => q.PassageId)];
    }
}
