using Julie.Index.Search;

namespace Julie.QueryApi.Search;

/// <summary>How a search is done, as the request's parameters say.</summary>
/// <param name="Mode">Which retrievers are asked.</param>
/// <param name="Ranking">Whether names, paths and kinds of files count beside the retrievers' scores.</param>
/// <param name="Explain">Whether results say what their scores are made of.</param>
internal sealed record SearchManner(SearchMode Mode, bool Ranking, bool Explain)
{
    /// <summary>A manner, or what is wrong with the request.</summary>
    public static (SearchManner? Manner, string? Problem) Read(string? mode, string? ranking, string? explain)
    {
        SearchMode chosen = SearchMode.Hybrid;
        if (!string.IsNullOrEmpty(mode) && (!Enum.TryParse(mode, ignoreCase: true, out chosen) || !mode.All(char.IsAsciiLetter)))
        {
            return (null, $"mode={mode} is none: there are hybrid, semantic and lexical.");
        }

        bool ranked = true;
        if (!string.IsNullOrEmpty(ranking) && !bool.TryParse(ranking, out ranked))
        {
            return (null, $"ranking={ranking} is neither true nor false.");
        }

        bool explained = false;
        return string.IsNullOrEmpty(explain) || bool.TryParse(explain, out explained)
            ? (new SearchManner(chosen, ranked, explained), null)
            : (null, $"explain={explain} is neither true nor false.");
    }
}
