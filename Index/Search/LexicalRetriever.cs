using Julie.Index.Lexical;
using Npgsql;

namespace Julie.Index.Search;

/// <summary>The passages that hold the query's terms, best BM25 first.</summary>
internal sealed class LexicalRetriever(NpgsqlConnection connection, SearchScope scope, WeightedTerms terms)
{
    /// <summary>How many postings a query may touch: candidates come from the rarest terms that stay within it.</summary>
    public const long PostingBudget = 20_000;

    public async Task<long[]> FindAsync(int count, CancellationToken cancellationToken)
    {
        if (terms.IsEmpty)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(
            $"""
            with {WeightedTerms.Relation},
            candidates as materialized (
              select p.id, p.terms, p.length from passage p
              where p.terms @@ @candidates::tsquery and {Contains} limit {PostingBudget})
            select p.id from candidates p order by {Bm25.Score} desc, p.id limit @count
            """,
            connection);
        scope.AddTo(command.Parameters);
        terms.AddTo(command.Parameters);
        command.Parameters.AddWithValue("candidates", Candidates());
        command.Parameters.AddWithValue("count", count);
        return await command.ReadIdsAsync(cancellationToken);
    }

    /// <summary>
    /// Looked at row by row, so that the terms lead: of a repository that was just indexed the planner knows nothing yet, thinks it small, and would
    /// walk through all of its passages. A filter on files costs more a row, and is left to the planner.
    /// </summary>
    private string Contains => scope.Files.IsEmpty ? scope.ContainsRow : scope.Contains;

    /// <summary>
    /// In a small scope every term; in a large one the rarest terms within the budget: a passage without any of them could not come first.
    /// Where even the rarest is common, passages must hold the two rarest.
    /// </summary>
    private string Candidates()
    {
        var rarest = terms.Terms.Zip(terms.Passages, terms.Weights).OrderBy(t => t.Second).ThenBy(t => t.First, StringComparer.Ordinal).ToArray();
        if (scope.PassageIds is not null)
        {
            return Join(rarest.Select(t => t.First), " | ");
        }

        var postings = 0L;
        var within = rarest.TakeWhile(t => (postings += t.Second) <= PostingBudget).Select(t => t.First).ToArray();
        return within.Length > 0 ? Join(within, " | ") : Join(rarest.Take(2).Select(t => t.First), " & ");
    }

    private static string Join(IEnumerable<string> terms, string with) => string.Join(with, terms.Select(WeightedTerms.Lexeme));
}
