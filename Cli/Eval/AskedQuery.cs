using Julie.Cli.Eval.CodeSearch;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval;

/// <summary>A query to ask, and what answers it.</summary>
/// <param name="Text">As it is sent, with its filters.</param>
/// <param name="Said">As it is reported.</param>
/// <param name="Repository">Its group in the report.</param>
/// <param name="IndexedName">The repository, as the index knows it.</param>
/// <param name="Language">Its language.</param>
/// <param name="Category">Its category.</param>
/// <param name="Targets">Places that answer it.</param>
internal sealed record AskedQuery(
    string Text, string Said, string Repository, string IndexedName, string Language, string Category, IReadOnlyList<EvalTarget> Targets)
{
    /// <summary>Ranks, from 1, of the targets that were found: of the first result in that file that overlaps it.</summary>
    public IReadOnlyList<int> Ranks(IReadOnlyList<SearchResult> results) => [.. Targets.Select(target => RankOf(target, results)).OfType<int>().Order()];

    private int? RankOf(EvalTarget target, IReadOnlyList<SearchResult> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (results[i].Repository == IndexedName && target.IsIn(results[i]))
            {
                return i + 1;
            }
        }

        return null;
    }
}
