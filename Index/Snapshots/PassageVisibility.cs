using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>Who may find a passage: <c>passage_repository</c>, a count of the chunks of each repository's default ref, by language.</summary>
internal static class PassageVisibility
{
    /// <summary>
    /// Adds what <c>snapshot_delta</c> changes, from the affected paths only, in the chunking that the repository was counted in. Call it before the tree entries change. Vectors and passages
    /// are not touched: whoever else holds a passage keeps it, and one that no one holds is not found any more.
    /// </summary>
    public static async Task ApplyDeltaAsync(
        NpgsqlConnection connection, long refId, long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with
            affected as (
              select b.blob_id, b.language, sum(b.change) as change
              from (
                select t.blob_id, t.language, -1 as change
                from snapshot_delta d join tree_entry t on t.ref_id = @ref and path_key(t.path) = d.key
                where t.state = 'indexed'
                union all
                select d.blob_id, d.language, 1 from snapshot_delta d where d.state = 'indexed') b
              group by b.blob_id, b.language having sum(b.change) <> 0),
            changed as materialized (
              select c.passage_id, b.language, sum(a.change)::bigint as change
              from affected a
              join chunked_blob b on b.blob_id = a.blob_id and b.language = a.language and b.chunking_id = (select counted_chunking_id from repository where id = @repository)
              join chunk c on c.chunked_blob_id = b.id
              group by c.passage_id, b.language having sum(a.change) <> 0),
            gone as (
              delete from passage_repository v using changed c
              where v.repository_id = @repository and v.passage_id = c.passage_id and v.language = c.language and v.refcount + c.change <= 0
              returning v.passage_id),
            fewer as (
              update passage_repository v set refcount = v.refcount + c.change
              from changed c
              where v.repository_id = @repository and v.passage_id = c.passage_id and v.language = c.language and c.change < 0 and v.refcount + c.change > 0),
            more as (
              insert into passage_repository (passage_id, repository_id, language, refcount)
              select c.passage_id, @repository, c.language, c.change from changed c where c.change > 0 order by c.passage_id
              on conflict (passage_id, repository_id, language) do update set refcount = passage_repository.refcount + excluded.refcount
              returning xmax = 0 as made)
            update repository
            set passages = passages + (select count(*) from more where made) - (select count(*) from gone)
            where id = @repository
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ref", refId);
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the rows of a repository must be, from the entries of its default ref as the active space's chunking cut them.</summary>
    internal static string Wanted(string repository) =>
        $"""
        select c.passage_id, b.language, count(*) as refcount
        from ref r
        join tree_entry t on t.ref_id = r.id and t.state = 'indexed'
        join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language and b.chunking_id = (select chunking_id from space where state = 'active')
        join chunk c on c.chunked_blob_id = b.id
        where r.repository_id = {repository} and r.is_default
        group by c.passage_id, b.language
        """;

    /// <summary>Computes a repository's rows from its tree entries anew, in the chunking in use. Call it in a transaction.</summary>
    public static async Task RecountAsync(NpgsqlConnection connection, long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with
            wanted as materialized (
              {Wanted("@repository")}),
            removed as (
              delete from passage_repository v
              where v.repository_id = @repository and not exists (select from wanted w where w.passage_id = v.passage_id and w.language = v.language)),
            stored as (
              insert into passage_repository (passage_id, repository_id, language, refcount)
              select passage_id, @repository, language, refcount from wanted order by passage_id
              on conflict (passage_id, repository_id, language) do update set refcount = excluded.refcount)
            update repository set passages = (select count(*) from wanted), counted_chunking_id = (select chunking_id from space where state = 'active') where id = @repository
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
