using Julie.Index.Spaces;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>How much of a scope has vectors.</summary>
internal static class CoverageReader
{
    /// <summary>
    /// 0 to 1. Exact for a small scope. In a large one a passage counts once for each repository that holds it, and files are not told
    /// apart: the share of the repositories in scope.
    /// </summary>
    public static async Task<double> ReadAsync(
        NpgsqlConnection connection, Space space, SearchScope scope, CancellationToken cancellationToken)
    {
        var total = scope.PassageIds?.Length ?? scope.Passages;
        if (total == 0)
        {
            return 1;
        }

        await using var command = new NpgsqlCommand(
            scope.PassageIds is not null
                ? "select count(*) from embed_work where space_id = @space and passage_id = any(@passages)"
                : """
                  select count(*) from embed_work w join passage_repository v on v.passage_id = w.passage_id
                  where w.space_id = @space and (@any or v.repository_id = any(@repositories))
                  """,
            connection);
        scope.AddTo(command.Parameters);
        command.Parameters.AddWithValue("space", space.Id);
        var missing = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return Math.Clamp(1 - ((double)missing / total), 0, 1);
    }
}
