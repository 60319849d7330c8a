using Julie.Index.Catalog;
using Julie.Index.Search;
using Npgsql;

namespace Julie.Index.Freshness;

/// <summary>Finds a commit by its id, in full or shortened, wherever a push, a sync or a remote told of it.</summary>
public sealed class CommitReader(NpgsqlDataSource dataSource)
{
    private const string Sql =
        $"""
        with
        {RepositoryScope.Relation},
        -- Every ref that the commit was ever the head of, as far as is known, and the first sync that was asked for because of it.
        known as (
          select f.id as ref_id, f.applied_commit as commit_id, null::bigint as run_id from ref f where f.applied_commit like @prefix
          union all
          select f.id, f.head_seen, null from ref f where f.head_seen like @prefix
          union all
          select s.ref_id, s.commit_id, s.id from sync_run s where s.commit_id like @prefix and s.state = 'applied'
          union all
          select s.ref_id, l.commit_id, s.id from delivery_run l join sync_run s on s.id = l.sync_run_id where l.commit_id like @prefix
          union all
          select f.id, c->>'commit', null
          from delivery d
          cross join jsonb_array_elements(d.changes) c
          join repository r on r.host = d.host and r.host_id = d.host_id
          join ref f on f.repository_id = r.id and f.name = c->>'ref'
          where d.outcome = 'waiting' and c->>'commit' like @prefix),
        heads as (
          select k.ref_id, k.commit_id, min(k.run_id) as run_id
          from known k join ref f on f.id = k.ref_id
          -- SECURITY: a commit of an unreadable repository is as unknown as one that nobody ever made (law 4)
          where f.repository_id in (select id from scope) and (cardinality(@refs) = 0 or f.name like any(@refs))
          group by k.ref_id, k.commit_id)
        select h.commit_id, f.applied_commit,
          case
            when f.removed_at is not null then 'gone'
            when f.applied_commit = h.commit_id then 'applied'
            -- A sync reads the head after it was asked for, so it holds the commit or what replaced it.
            when exists (select from sync_run a where a.ref_id = h.ref_id and a.id >= h.run_id and a.state = 'applied') then 'replaced'
            when n.state = 'failed' then 'failed'
            else 'pending' end,
          case when n.state = 'failed' then n.error end,
          f.is_default, f.id, f.repository_id
        from heads h
        join ref f on f.id = h.ref_id
        left join lateral (
          select s.state, s.error from sync_run s
          where s.ref_id = h.ref_id and s.state <> 'superseded' and (h.run_id is null or s.id >= h.run_id) order by s.id desc limit 1) n on true
        """;

    /// <summary>Whether anything waits at all: mostly nothing does, and no more needs to be looked at.</summary>
    private const string Waiting = "select exists (select from embed_work e where e.space_id = (select id from space where state = 'active') and e.failed_at is null)";

    // Each of the next two is looked at row by row ("offset 0"): tables that grew a moment ago have no statistics, and a join planned without them
    // took half a minute. Passages of pushes are few and looked at first; only when none is left, the repository's are, each against the work.
    private const string WaitingOfDefault =
        """
        select exists (
          select from embed_work e
          where e.space_id = (select id from space where state = 'active') and e.failed_at is null and e.lane < 2
            and exists (select from passage_repository v where v.passage_id = e.passage_id and v.repository_id = any(@repositories) offset 0))
          or exists (select from tree_entry t where t.ref_id = any(@refs) and t.state = 'pending')
          or exists (
          select from passage_repository v
          where v.repository_id = any(@repositories) and exists (
            select from embed_work e
            where e.space_id = (select id from space where state = 'active') and e.passage_id = v.passage_id and e.failed_at is null offset 0))
        """;

    private const string WaitingOfOthers =
        """
        select exists (select from tree_entry t where t.ref_id = any(@refs) and t.state = 'pending')
          or exists (
          select from embed_work e
          where e.space_id = (select id from space where state = 'active') and e.failed_at is null and exists (
            select from chunk c
            join chunked_blob b on b.id = c.chunked_blob_id
            join tree_entry t on t.blob_id = b.blob_id and t.language = b.language and t.state = 'indexed'
            where c.passage_id = e.passage_id and t.ref_id = any(@refs) offset 0))
        """;

    private const string Pending = "select exists (select from tree_entry t where t.ref_id = any(@refs) and t.state = 'pending')";

    /// <param name="commit">Hexadecimal digits: the beginning of a commit's id, or all of it.</param>
    /// <param name="readable">What the caller may read.</param>
    /// <param name="filters">Repositories and refs to look in; the rest of them is not looked at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CommitStatus> FindAsync(string commit, ReadableRepositories readable, SearchFilters filters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentException.ThrowIfNullOrEmpty(commit);
        var heads = await ReadAsync(commit, readable, filters, cancellationToken);
        var matches = heads.Select(h => h.Commit).Distinct(StringComparer.Ordinal).Count();
        if (heads.Count == 0)
        {
            return new(CommitState.Unknown, null, null, false, null, 0);
        }

        // Whoever waits wants every ref that has it.
        var least = heads.MinBy(h => h.State switch
        {
            CommitState.Pending => 0,
            CommitState.Failed => 1,
            CommitState.Applied => 2,
            CommitState.Replaced => 3,
            _ => 4,
        })!;
        var done = heads.Where(h => h.State is CommitState.Applied or CommitState.Replaced).ToArray();
        var embedded = least.State is CommitState.Applied or CommitState.Replaced && await IsEmbeddedAsync(done, cancellationToken);
        return new(least.State, least.Commit, least.Applied, embedded, least.Error, matches);
    }

    private async Task<List<Head>> ReadAsync(string commit, ReadableRepositories readable, SearchFilters filters, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        RepositoryScope.AddTo(command.Parameters, readable, filters);
        command.Parameters.AddWithValue("prefix", commit.ToLowerInvariant() + "%");
        command.Parameters.AddWithValue("refs", filters.Refs.SelectMany(RefFilter.ToLike).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var heads = new List<Head>();
        while (await reader.ReadAsync(cancellationToken))
        {
            heads.Add(new(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), Enum.Parse<CommitState>(reader.GetString(2), ignoreCase: true),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetBoolean(4), reader.GetInt64(5), reader.GetInt64(6)));
        }

        return heads;
    }

    private async Task<bool> IsEmbeddedAsync(Head[] heads, CancellationToken cancellationToken)
    {
        if (!await AnyAsync(Waiting, heads, cancellationToken))
        {
            return !await AnyAsync(Pending, heads, cancellationToken);
        }

        var defaults = heads.Where(h => h.IsDefault).ToArray();
        var others = heads.Where(h => !h.IsDefault).ToArray();
        return !(defaults.Length > 0 && await AnyAsync(WaitingOfDefault, defaults, cancellationToken))
            && !(others.Length > 0 && await AnyAsync(WaitingOfOthers, others, cancellationToken));
    }

    private async Task<bool> AnyAsync(string sql, Head[] heads, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddWithValue("refs", heads.Select(h => h.RefId).ToArray());
        command.Parameters.AddWithValue("repositories", heads.Select(h => h.RepositoryId).ToArray());
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed record Head(string Commit, string? Applied, CommitState State, string? Error, bool IsDefault, long RefId, long RepositoryId);
}
