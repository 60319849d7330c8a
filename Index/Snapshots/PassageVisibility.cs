using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>Who may find a passage: <c>passage_repository</c>, a count of the chunks of each repository's default ref.</summary>
internal static class PassageVisibility
{
    /// <summary>Computes a repository's rows from its tree entries anew. Call it in a transaction.</summary>
    public static async Task RecountAsync(NpgsqlConnection connection, long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with
            wanted as materialized (
              select c.passage_id, count(*) as refcount
              from ref r
              join tree_entry t on t.ref_id = r.id and t.state = 'indexed'
              join chunked_blob b on b.blob_id = t.blob_id and b.language = t.language
              join chunk c on c.chunked_blob_id = b.id
              where r.repository_id = @repository and r.is_default
              group by c.passage_id),
            removed as (
              delete from passage_repository v
              where v.repository_id = @repository and not exists (select from wanted w where w.passage_id = v.passage_id)),
            stored as (
              insert into passage_repository (passage_id, repository_id, refcount)
              select passage_id, @repository, refcount from wanted order by passage_id
              on conflict (passage_id, repository_id) do update set refcount = excluded.refcount)
            update repository set passages = (select count(*) from wanted) where id = @repository
            """,
            connection);
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
