using System.Globalization;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Julie.QueryApi.Search;

/// <summary>The parameters that every search takes. Numbers are text here, so that a bad one gets an error that names it.</summary>
internal sealed record SearchParameters
{
    private const int DefaultLimit = 10;
    private const int HighestLimit = 100;

    /// <summary>The query: docs/query-language.md.</summary>
    [FromQuery(Name = "q")]
    public string? Query { get; init; }

    /// <summary>How many results, 1 to 100; <c>count:</c> in the query goes before it.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>What the page before answered as <c>next</c>.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>As <c>ref:</c> in the query; may come several times.</summary>
    [FromQuery(Name = "ref")]
    public string[]? Refs { get; init; }

    /// <summary>As <c>mode:</c> in the query, which goes before it.</summary>
    [FromQuery(Name = "mode")]
    public string? Mode { get; init; }

    /// <summary>False: without what names, paths and kinds of files add to the scores. For measuring.</summary>
    [FromQuery(Name = "ranking")]
    public string? Ranking { get; init; }

    /// <summary>True: results say what their scores are made of.</summary>
    [FromQuery(Name = "explain")]
    public string? Explain { get; init; }

    /// <summary>What is asked, or what is wrong with it.</summary>
    public (SearchCall? Call, ProblemHttpResult? Problem) Read(QueryMode? only = null)
    {
        int limit = DefaultLimit;
        if (!string.IsNullOrEmpty(Limit) && (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > HighestLimit))
        {
            return (null, Problems.InvalidQuery($"limit={Limit} is not a number from 1 to {HighestLimit}."));
        }

        (SearchManner? manner, string? problem) = SearchManner.Read(Mode, Ranking, Explain);
        if (manner is null)
        {
            return (null, Problems.InvalidQuery(problem!));
        }

        try
        {
            ParsedQuery query = QueryParser.Parse(Query, only ?? manner.Mode, only).On(Refs);
            SearchCursor? cursor = null;
            return !string.IsNullOrEmpty(Cursor) && (cursor = SearchCursor.Read(Cursor, query)) is null
                ? (null, Problems.BadRequest("The cursor is not one", "Send what the page before answered as 'next', unchanged, with the same query."))
                : (new SearchCall(query, manner, new SearchPage(query.Count ?? limit, cursor)), null);
        }
        catch (InvalidQueryException e)
        {
            return (null, Problems.InvalidQuery(e.Message, e.Position, e.Length));
        }
    }
}
