using Npgsql;

namespace Julie.Index.Content;

/// <summary>
/// Document frequencies for BM25, over all passages that are stored. What comes in bulk is appended as a delta, and folded in before a snapshot that
/// needs it can be found; a push, which is small, is counted at once.
/// </summary>
internal static class TermStatistics
{
    /// <summary>Deltas of one transaction: the rows of common terms are locked no longer than a push can wait.</summary>
    private const int FoldedAtOnce = 16;

    /// <summary>
    /// Counts new passages in. Last in the transaction: these rows are hot, and their locks end with the commit that follows. The totals come
    /// first and then terms in order, so that two writers never deadlock.
    /// </summary>
    public static async Task AddAsync(NpgsqlConnection connection, TermCounts counts, CancellationToken cancellationToken)
    {
        if (counts.Passages == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            with counted as (
              insert into term (term, passages)
              select n.term, n.passages from unnest(@terms, @counts) n(term, passages) order by n.term collate "C"
              on conflict (term) do update set passages = term.passages + excluded.passages)
            update corpus set passages = passages + @passages, length = length + @length where id = 1
            """,
            connection);
        AddTo(command, counts);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Remembers that these are to be counted; nobody waits for anybody. Returns whether enough have gathered to be folded in after the commit.</summary>
    public static async Task<bool> AppendAsync(NpgsqlConnection connection, TermCounts counts, CancellationToken cancellationToken)
    {
        if (counts.Passages == 0)
        {
            return false;
        }

        await using var command = new NpgsqlCommand(
            "insert into term_delta (terms, counts, passages, length) values (@terms, @counts, @passages, @length) returning id", connection);
        AddTo(command, counts);
        // Keys ascend, whichever process appends: one in so many sees to it that a push never finds many of them.
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! % FoldedAtOnce == 0;
    }

    /// <summary>Remembers that these passages are about to be deleted.</summary>
    public static async Task AppendRemovedAsync(NpgsqlConnection connection, long[] passages, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into term_delta (terms, counts, passages, length)
            select coalesce(t.terms, '{}'), coalesce(t.counts, '{}'), -p.passages, -p.length
            from (select count(*) as passages, coalesce(sum(length), 0)::bigint as length from passage where id = any(@ids)) p
            cross join (
              select array_agg(l.term) as terms, array_agg(-l.n) as counts
              from (select u.term, count(*) as n from passage p cross join lateral unnest(tsvector_to_array(p.terms)) u(term) where p.id = any(@ids) group by u.term) l) t
            """,
            connection);
        command.Parameters.AddWithValue("ids", passages);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Folds in every delta that is committed when this is called. Small transactions; returns after the last one's commit, whoever's it was.</summary>
    public static async Task FoldAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        while (await FoldOnceAsync(connection, cancellationToken))
        {
        }
    }

    /// <summary>Forgets terms that no passage holds any more. Whoever is just writing one of them keeps it.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "delete from term where id = any(array(select id from term where passages <= 0 order by term collate \"C\" for update skip locked)) and passages <= 0", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether there may be more.</summary>
    private static async Task<bool> FoldOnceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // In their order: what was added comes before what was taken away again. One that someone else is folding is waited for. The totals are locked
        // before the terms, as in AddAsync: what changes rows in a "with" runs after the statement itself.
        await using var command = new NpgsqlCommand(
            """
            with
            taken as materialized (
              delete from term_delta where id = any(array(select id from term_delta order by id limit @most for update))
              returning terms, counts, passages, length),
            counted as (
              insert into term (term, passages)
              select u.term, sum(u.n)::bigint from taken t cross join lateral unnest(t.terms, t.counts) u(term, n)
              group by u.term having sum(u.n) <> 0 order by u.term collate "C"
              on conflict (term) do update set passages = term.passages + excluded.passages)
            update corpus c set passages = c.passages + t.passages, length = c.length + t.length
            from (select count(*) as deltas, sum(passages)::bigint as passages, sum(length)::bigint as length from taken) t
            where c.id = 1 and t.deltas > 0
            returning t.deltas
            """,
            connection);
        command.Parameters.AddWithValue("most", (long)FoldedAtOnce);
        return await command.ExecuteScalarAsync(cancellationToken) is (long)FoldedAtOnce;
    }

    private static void AddTo(NpgsqlCommand command, TermCounts counts)
    {
        command.Parameters.AddWithValue("terms", counts.Terms.Keys.ToArray());
        command.Parameters.AddWithValue("counts", counts.Terms.Values.ToArray());
        command.Parameters.AddWithValue("passages", counts.Passages);
        command.Parameters.AddWithValue("length", counts.Length);
    }
}
