using Julie.QueryApi.Query;

namespace Julie.QueryApi.Search;

/// <summary>How a search is done, as the request's parameters say; what the query itself says goes before it.</summary>
/// <param name="Mode">How to search; null: as the query says.</param>
/// <param name="Ranking">Whether names, paths and kinds of files count beside the retrievers' scores.</param>
/// <param name="Explain">Whether results say what their scores are made of.</param>
internal sealed record SearchManner(QueryMode? Mode, bool Ranking, bool Explain)
{
    /// <summary>A manner, or what is wrong with the request.</summary>
    public static (SearchManner? Manner, string? Problem) Read(string? mode, string? ranking, string? explain)
    {
        QueryMode chosen = QueryMode.Hybrid;
        if (!string.IsNullOrEmpty(mode) && (!Enum.TryParse(mode, ignoreCase: true, out chosen) || !mode.All(char.IsAsciiLetter)))
        {
            return (null, $"mode={mode} is none: there are hybrid, semantic, lexical, regex and symbol.");
        }

        bool ranked = true;
        if (!string.IsNullOrEmpty(ranking) && !bool.TryParse(ranking, out ranked))
        {
            return (null, $"ranking={ranking} is neither true nor false.");
        }

        bool explained = false;
        return string.IsNullOrEmpty(explain) || bool.TryParse(explain, out explained)
            ? (new SearchManner(string.IsNullOrEmpty(mode) ? null : chosen, ranked, explained), null)
            : (null, $"explain={explain} is neither true nor false.");
    }
}
