using Julie.Index.Search;

namespace Julie.QueryApi.Search;

/// <summary>How a search is done, as the request's parameters say.</summary>
/// <param name="Mode">Which retrievers are asked.</param>
/// <param name="Ranking">Whether names, paths and kinds of files count beside the retrievers' scores.</param>
internal sealed record SearchManner(SearchMode Mode, bool Ranking)
{
    /// <summary>A manner, or what is wrong with the request.</summary>
    public static (SearchManner? Manner, string? Problem) Read(string? mode, string? ranking)
    {
        SearchMode chosen = SearchMode.Hybrid;
        if (!string.IsNullOrEmpty(mode) && (!Enum.TryParse(mode, ignoreCase: true, out chosen) || !mode.All(char.IsAsciiLetter)))
        {
            return (null, $"mode={mode} is none: there are hybrid, semantic and lexical.");
        }

        bool ranked = true;
        return string.IsNullOrEmpty(ranking) || bool.TryParse(ranking, out ranked)
            ? (new SearchManner(chosen, ranked), null)
            : (null, $"ranking={ranking} is neither true nor false.");
    }
}
