using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>Deletes passages that no chunk refers to any more, inside a caller's transaction.</summary>
internal sealed class PassageRemover(NpgsqlConnection connection)
{
    /// <summary>
    /// Deletes those of the passages that nobody needs and nobody holds a lock on. A writer that is about to refer to one fails on its foreign key,
    /// and writes it anew.
    /// </summary>
    public async Task<long> RemoveAsync(long[] passages, CancellationToken cancellationToken)
    {
        const string unused =
            """
            select p.id from passage p
            where p.id = any(@ids) and not exists (select from chunk c where c.passage_id = p.id)
              and not exists (select from passage_repository v where v.passage_id = p.id)
            order by p.id
            """;
        // Once more under the lock: a chunk may have been committed while this waited for it.
        var locked = await IdsAsync(unused + " for update of p skip locked", passages, cancellationToken);
        var due = await IdsAsync(unused, locked, cancellationToken);
        if (due.Length == 0)
        {
            return 0;
        }

        foreach (var space in await IdsAsync("select id from space order by id", [], cancellationToken))
        {
            await ExecuteAsync($"delete from {SpaceTable.Name(space)} where passage_id = any(@ids)", due, cancellationToken);
        }

        await ExecuteAsync("delete from embed_work where passage_id = any(@ids)", due, cancellationToken);
        await TermStatistics.AppendRemovedAsync(connection, due, cancellationToken);
        await ExecuteAsync("delete from passage where id = any(@ids)", due, cancellationToken);
        return due.Length;
    }

    private async Task<long[]> IdsAsync(string sql, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", ids);
        return await command.ReadIdsAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", ids);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
