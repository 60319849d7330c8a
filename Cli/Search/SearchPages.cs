using System.Runtime.CompilerServices;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>A search, page after page, until there are as many results as were wanted.</summary>
internal sealed class SearchPages(JulieClient client, string query, SearchOptions options)
{
    public const int LargestPage = 100;
    private const int UsualResults = 10;

    // of a pattern people want to see all, or that there are too many
    private const int UsualFiles = 100;

    /// <param name="most">How many results; null: as is usual for how it is searched.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<Answer<SearchAnswer>> ReadAsync(int? most, [EnumeratorCancellation] CancellationToken ct)
    {
        int left = most ?? UsualResults;
        bool first = true;
        string? cursor = options.Cursor;
        do
        {
            SearchOptions page = options with { Limit = Math.Min(left, LargestPage), Cursor = cursor };
            Answer<SearchAnswer> answer = await client.SearchAsync(query, first ? page : page with { WaitFor = null, WaitForSeconds = null, WaitForVectors = false }, ct);
            yield return answer;
            left += first && most is null && answer.Value.Mode == "regex" ? UsualFiles - UsualResults : 0;
            left -= answer.Value.Results.Count;
            cursor = answer.Value.Next;
            first = false;
        }
        while (cursor is not null && left > 0);
    }
}
