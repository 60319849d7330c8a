using Julie.Index.Spaces;

namespace Julie.Index.Search;

/// <summary>How much of a scope has vectors.</summary>
internal static class CoverageReader
{
    /// <summary>So many waiting passages are counted; of more the database's statistics say how many they are. Every search would read all that a new model has to embed.</summary>
    internal const int MostCounted = 20_000;

    /// <summary>
    /// 0 to 1. Exact for a small scope. In a large one a passage counts once for each repository that holds it, and files are not told
    /// apart: the share of the repositories in scope; and while very many wait, repositories are not told apart either.
    /// </summary>
    public static Statement<double> Of(Space space, SearchScope scope)
    {
        var total = scope.PassageIds?.Length ?? scope.Passages;
        if (total == 0)
        {
            return Statement.Known(1.0);
        }

        // Mostly nothing is missing, and thousands of runs need not be looked up to say so.
        var statement = new Statement<double>(
            scope.PassageIds is not null
                ? $"""
                  select count(*)
                  from {KeyRuns.Relation}
                  cross join lateral (select from embed_work e where e.space_id = @space and e.passage_id between r.first and r.last offset 0) w
                  where exists (select from embed_work where space_id = @space and failed_at is null)
                    or exists (select from embed_work where space_id = @space and failed_at is not null)
                  """
                : $"""
                  with waiting as materialized (select passage_id from embed_work where space_id = @space limit {MostCounted + 1})
                  select case when (select count(*) from waiting) <= {MostCounted}
                    then (select count(*) from waiting w join passage_repository v on v.passage_id = w.passage_id where {scope.HoldsRepository("v.repository_id")})
                    else (select greatest(c.reltuples, {MostCounted + 1}) * @share from pg_class c where c.oid = 'embed_work'::regclass)::bigint end
                  """,
            async (reader, token) => await reader.ReadAsync(token) ? Math.Clamp(1 - ((double)reader.GetInt64(0) / total), 0, 1) : 1);
        statement.Parameters.AddWithValue("share", (double)total / Math.Max(total, scope.Total));
        scope.AddTo(statement.Parameters);
        KeyRuns.Of(scope.PassageIds).AddTo(statement.Parameters);
        statement.Parameters.AddWithValue("space", space.Id);
        return statement;
    }
}
