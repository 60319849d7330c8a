using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The passages that hold the query's terms, best first by an estimate of BM25: who ranks them computes the score itself.</summary>
internal sealed class LexicalRetriever(NpgsqlConnection connection, SearchScope scope, WeightedTerms terms)
{
    public async Task<long[]> FindAsync(int count, CancellationToken cancellationToken)
    {
        long[] found = [];
        foreach (var step in CandidateLadder.Of(terms, Share))
        {
            if (found.Length >= count || (found.Length > 0 && step.Overflows))
            {
                break;
            }

            found = await ReadAsync(step.Query, count, cancellationToken);
        }

        return found;
    }

    /// <summary>Share of the index that is in scope, as far as it is known.</summary>
    private double Share => scope.Total == 0 ? 1 : Math.Min(1, (scope.PassageIds?.Length ?? scope.Passages) / (double)scope.Total);

    private async Task<long[]> ReadAsync(string candidates, int count, CancellationToken cancellationToken)
    {
        var groups = terms.Groups();
        await using var command = new NpgsqlCommand(
            $"""
            with candidates as materialized (
              select p.id, p.terms, p.length from passage p
              where p.terms @@ @candidates::tsquery and {Contains} limit {CandidateLadder.Budget})
            select p.id from candidates p order by {Bm25.Estimate(groups.Count)} desc, p.id limit @count
            """,
            connection);
        scope.AddTo(command.Parameters);
        terms.AddTo(command.Parameters, groups);
        command.Parameters.AddTsQuery("candidates", candidates);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }

    /// <summary>
    /// Looked at row by row, so that the terms lead: of a repository that was just indexed the planner knows nothing yet, thinks it small, and would
    /// walk through all of its passages. A filter on files costs more a row, and is left to the planner.
    /// </summary>
    private string Contains => scope.Files.IsEmpty ? scope.ContainsRow : scope.Contains;
}
