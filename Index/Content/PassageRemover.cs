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
        await RemoveTermsAsync(due, cancellationToken);
        await ExecuteAsync("delete from passage where id = any(@ids)", due, cancellationToken);
        return due.Length;
    }

    /// <summary>Takes the passages out of BM25's statistics. The totals first and then the terms, in their order: writers take these rows so.</summary>
    private async Task RemoveTermsAsync(long[] passages, CancellationToken cancellationToken)
    {
        const string lost =
            "select u.term, count(*) as n from passage p cross join lateral unnest(tsvector_to_array(p.terms)) u(term) where p.id = any(@ids) group by u.term";
        await ExecuteAsync(
            """
            update corpus set passages = corpus.passages - l.passages, length = corpus.length - l.length
            from (select count(*) as passages, coalesce(sum(length), 0)::bigint as length from passage where id = any(@ids)) l
            where id = 1
            """,
            passages, cancellationToken);
        await ExecuteAsync(
            $"select count(*) from (select t.id from term t join ({lost}) l on l.term = t.term order by t.term collate \"C\" for update of t) locked",
            passages, cancellationToken);
        await ExecuteAsync($"update term t set passages = t.passages - l.n from ({lost}) l where t.term = l.term", passages, cancellationToken);
        await ExecuteAsync($"delete from term t using ({lost}) l where t.term = l.term and t.passages <= 0", passages, cancellationToken);
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
