namespace Julie.Index.Freshness;

/// <summary>Which refs are known to be behind their remote: a newer head was seen there, or a push was told of that is not applied yet.</summary>
internal static class StaleRefs
{
    private const string Sql =
        """
        select r.repository_id, r.name
        from unnest(@repositories, @names) w(repository_id, name)
        join ref r on r.repository_id = w.repository_id and r.name = w.name
        join repository p on p.id = r.repository_id
        where r.head_seen is distinct from r.applied_commit
          or exists (
            select from sync_run s
            where s.ref_id = r.id and s.finished_at is null and s.lane = 0
              -- a push that was told of again, or replayed, is nothing new
              and not exists (select from delivery_run l where l.sync_run_id = s.id and l.commit_id = r.applied_commit))
          or exists (
            select from delivery d cross join jsonb_array_elements(d.changes) c
            where d.outcome = 'waiting' and d.host = p.host and d.host_id = p.host_id
              and c->>'ref' = r.name and c->>'commit' is distinct from r.applied_commit)
        """;

    /// <summary>Those of the given refs, in the caller's transaction.</summary>
    public static Statement<HashSet<(long RepositoryId, string Ref)>> Among(IReadOnlyCollection<(long RepositoryId, string Ref)> refs)
    {
        if (refs.Count == 0)
        {
            return Statement.Known<HashSet<(long, string)>>([]);
        }

        var statement = new Statement<HashSet<(long, string)>>(
            Sql,
            async (reader, token) =>
            {
                var stale = new HashSet<(long, string)>();
                while (await reader.ReadAsync(token))
                {
                    stale.Add((reader.GetInt64(0), reader.GetString(1)));
                }

                return stale;
            });
        statement.Parameters.AddWithValue("repositories", refs.Select(r => r.RepositoryId).ToArray());
        statement.Parameters.AddWithValue("names", refs.Select(r => r.Ref).ToArray());
        return statement;
    }
}
