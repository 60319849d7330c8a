using System.Globalization;
using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Snapshots;
using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Health;

/// <summary>Compares what the index says with what it holds, and mends what differs. Each look is one statement, so it sees one state.</summary>
public sealed class IndexDoctor(NpgsqlDataSource dataSource, SnapshotStore snapshots)
{
    private const int MostDetails = 20;

    /// <summary>The newest sync of every tracked ref; a failed one is wrong, and only its remedy mends it.</summary>
    public Task<DoctorCheck> SyncsAsync(CancellationToken cancellationToken) => LookAsync(
        "syncs",
        "select count(*) from ref where removed_at is null",
        """
        select r.id, p.name || ' ' || r.name || ': ' || s.error
        from ref r join repository p on p.id = r.repository_id
        cross join lateral (select state, error from sync_run where ref_id = r.id and state <> 'superseded' order by id desc limit 1) s
        where r.removed_at is null and s.state = 'failed' order by r.id
        """,
        mend: null, cancellationToken);

    /// <summary>
    /// Law 5: the entries of every ref are as many as its last sync counted, each in its state and with its content. Mended by a sync that looks at
    /// everything. A ref whose sync is under way is left for the next look.
    /// </summary>
    public Task<DoctorCheck> FilesAsync(Func<long, Task>? resync, CancellationToken cancellationToken) => LookAsync(
        "files",
        "select count(*) from ref where applied_commit is not null",
        """
        select w.id, w.name || ': ' || w.files || ' files in the tree, ' || w.entries || ' entries, ' || w.pending || ' pending, ' || w.empty || ' indexed without text, or without content in the chunking in use'
        from (
          select r.id, p.name || ' ' || r.name as name, s.files, count(t.id) as entries, count(*) filter (where t.state = 'pending') as pending,
            count(*) filter (where t.state = 'indexed' and not exists (
              select from chunked_blob c where c.blob_id = t.blob_id and c.language = t.language and c.skip_reason is null
                and c.chunking_id = (select chunking_id from space where state = 'active')
                and exists (select from source_text x where x.blob_id = c.blob_id))) as empty
          from ref r
          join repository p on p.id = r.repository_id
          cross join lateral (select files from sync_run where ref_id = r.id and state = 'applied' order by id desc limit 1) s
          left join tree_entry t on t.ref_id = r.id
          -- a sync under way is about to change these counts
          where r.applied_commit is not null and not exists (select from sync_run u where u.ref_id = r.id and u.finished_at is null)
          group by r.id, p.name, r.name, s.files) w
        where w.files <> w.entries or w.pending > 0 or w.empty > 0
        order by w.id
        """,
        resync, cancellationToken);

    /// <summary>
    /// Files that failed, for whatever reason there was at the time. Each is in its state, with its error (law 5), so none counts as wrong; a sync that somebody asks for tries
    /// them again. A ref whose sync is under way is left for the next look.
    /// </summary>
    public async Task<DoctorCheck> FailuresAsync(Func<long, Task>? retry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select r.id, p.name || ' ' || r.name, count(*), (array_agg(t.path || ': ' || t.error order by t.path))[1],
              exists (select from sync_run u where u.ref_id = r.id and u.finished_at is null)
            from tree_entry t join ref r on r.id = t.ref_id join repository p on p.id = r.repository_id
            where t.state = 'failed'
            group by r.id, p.name, r.name order by r.id
            """);
        command.CommandTimeout = 0;
        var found = new List<(long RefId, string Name, long Files, string First, bool Syncing)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add((reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetBoolean(4)));
            }
        }

        var retried = retry is null ? [] : found.Where(f => !f.Syncing).ToList();
        foreach (var one in retried)
        {
            await retry!(one.RefId);
        }

        var files = found.Sum(f => f.Files);
        return new("failures", files, 0, 0, files == 0 ? [] :
        [
            string.Create(CultureInfo.InvariantCulture, $"{retried.Sum(f => f.Files)} of {files} files that failed are tried again"),
            .. found.Take(MostDetails).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name}: {f.Files}, the first is {f.First}")),
        ]);
    }

    /// <summary>Counts of <c>passage_repository</c> against the entries that they stand for; mended by counting anew. A repository being synced is left for the next look.</summary>
    public Task<DoctorCheck> VisibilityAsync(bool mend, CancellationToken cancellationToken) => LookAsync(
        "visibility",
        "select count(*) from repository",
        $"""
        select p.id, p.name || ': ' || d.n || ' passages are counted wrongly, ' || p.passages || ' are said to be there and ' || d.wanted || ' are'
        from repository p
        cross join lateral (
          select count(*) filter (where v.refcount is distinct from w.refcount) as n, count(w.passage_id) as wanted
          from ({PassageVisibility.Wanted("p.id")}) w
          full join (select passage_id, language, refcount from passage_repository where repository_id = p.id) v on v.passage_id = w.passage_id and v.language = w.language) d
        where (d.n > 0 or d.wanted <> p.passages)
          and not exists (select from ref r join sync_run u on u.ref_id = r.id where r.repository_id = p.id and u.finished_at is null)
        order by p.id
        """,
        mend ? id => snapshots.RecountAsync(id, cancellationToken) : null, cancellationToken);

    /// <summary>Every passage of the active space has its vector, or waits, or failed with its error; mended by queueing it.</summary>
    public async Task<DoctorCheck> VectorsAsync(Space space, bool mend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(space);
        const string passages =
            "select distinct c.passage_id from chunked_blob b join chunk c on c.chunked_blob_id = b.id where b.chunking_id = @chunking";
        var lost =
            $"""
            select p.passage_id from ({passages}) p
            where not exists (select from {space.Table} v where v.passage_id = p.passage_id)
              and not exists (select from embed_work w where w.space_id = @space and w.passage_id = p.passage_id)
            """;
        var looked = await ScalarAsync($"select count(*) from ({passages}) p", space, cancellationToken);
        var failed = await ScalarAsync("select count(*) from embed_work where space_id = @space and failed_at is not null", space, cancellationToken);
        var wrong = await ScalarAsync($"select count(*) from ({lost}) l", space, cancellationToken);
        var details = new List<string>();
        if (wrong > 0)
        {
            details.Add($"{wrong} passages have neither a vector nor work in space {space.Id}");
        }

        if (failed > 0)
        {
            details.Add($"{failed} passages were given up with an error (embed_work.error): no fault of the counts, they are found by word only");
        }

        var mended = mend && wrong > 0
            ? await ExecuteAsync(
                $"""
                insert into embed_work (space_id, passage_id, lane) select @space, l.passage_id, {(int)Lane.Backfill} from ({lost}) l order by l.passage_id
                on conflict (passage_id, space_id) do nothing
                """,
                space, cancellationToken)
            : 0;
        return new("vectors", looked, wrong, mended, details);
    }

    /// <summary>BM25's totals, with what is still to be folded in, against the passages that are there; mended by counting all terms anew.</summary>
    public async Task<DoctorCheck> StatisticsAsync(bool mend, CancellationToken cancellationToken)
    {
        var check = await LookAsync(
            "statistics",
            "select count(*) from passage",
            """
            select 1::bigint, 'search statistics say ' || c.passages || ' passages of ' || c.length || ' terms and ' || t.pairs || ' terms in passages, there are ' || p.n || ' of ' || p.length || ' and ' || p.pairs
            from (select sum(passages)::bigint as passages, sum(length)::bigint as length from (select passages, length from corpus union all select passages, length from term_delta) a) c,
              (select coalesce(sum(n), 0)::bigint as pairs from (select passages as n from term union all select u.n from term_delta d cross join lateral unnest(d.counts) u(n)) a) t,
              (select count(*) as n, coalesce(sum(length), 0)::bigint as length, coalesce(sum(length(terms)), 0)::bigint as pairs from passage) p
            where (c.passages, c.length, t.pairs) <> (p.n, p.length, p.pairs)
            """,
            mend: null, cancellationToken);
        if (!mend || check.Wrong == 0)
        {
            return check;
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var recount = new NpgsqlCommand(
            """
            lock table term_delta, corpus, term in share row exclusive mode;
            delete from term_delta;
            delete from term;
            insert into term (term, passages)
            select u.term, count(*) from passage p cross join lateral unnest(tsvector_to_array(p.terms)) u(term) group by u.term;
            update corpus set passages = p.n, length = p.length from (select count(*) as n, coalesce(sum(length), 0)::bigint as length from passage) p
            """,
            connection) { CommandTimeout = 0 };
        await recount.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return check with { Mended = check.Wrong };
    }

    private async Task<DoctorCheck> LookAsync(
        string name, string count, string wrong, Func<long, Task>? mend, CancellationToken cancellationToken)
    {
        await using var counted = dataSource.CreateCommand(count);
        counted.CommandTimeout = 0;
        var looked = (long)(await counted.ExecuteScalarAsync(cancellationToken))!;
        var found = new List<(long Id, string What)>();
        await using (var command = dataSource.CreateCommand(wrong))
        {
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add((reader.GetInt64(0), reader.GetString(1)));
            }
        }

        foreach (var (id, _) in mend is null ? [] : found)
        {
            await mend!(id);
        }

        return new(name, looked, found.Count, mend is null ? 0 : found.Count, [.. found.Take(MostDetails).Select(f => f.What)]);
    }

    private async Task<long> ScalarAsync(string sql, Space space, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, space);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> ExecuteAsync(string sql, Space space, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, space);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, Space space)
    {
        var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("space", space.Id);
        command.Parameters.AddWithValue("chunking", space.ChunkingId);
        return command;
    }
}
