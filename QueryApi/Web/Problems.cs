using Julie.Contracts.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Julie.QueryApi.Web;

/// <summary>Problem details with stable types: every error of this API is one.</summary>
internal static class Problems
{
    public static ProblemHttpResult InvalidQuery(string detail) =>
        Create(StatusCodes.Status400BadRequest, ProblemTypes.InvalidQuery, "The query cannot be read", detail);

    /// <summary>With the place in the query, for whoever wants to underline it.</summary>
    public static ProblemHttpResult InvalidQuery(string detail, int position, int length)
    {
        ProblemHttpResult result = InvalidQuery(detail);
        result.ProblemDetails.Extensions["position"] = position;
        result.ProblemDetails.Extensions["length"] = length;
        return result;
    }

    public static ProblemHttpResult BadRequest(string title, string detail) => Create(StatusCodes.Status400BadRequest, ProblemTypes.BadRequest, title, detail);

    public static ProblemHttpResult NotFound(string detail) => Create(StatusCodes.Status404NotFound, ProblemTypes.NotFound, "Not found", detail);

    public static ProblemHttpResult Conflict(string type, string title, string detail) => Create(StatusCodes.Status409Conflict, type, title, detail);

    public static ProblemHttpResult Unauthorized(string title, string detail) => Create(StatusCodes.Status401Unauthorized, ProblemTypes.Unauthorized, title, detail);

    public static ProblemHttpResult TooManyRequests(string detail) => Create(StatusCodes.Status429TooManyRequests, ProblemTypes.TooManyRequests, "Too many requests", detail);

    public static ProblemHttpResult Unavailable(string title, string detail) => Create(StatusCodes.Status503ServiceUnavailable, ProblemTypes.Unavailable, title, detail);

    public static ProblemHttpResult NoIndex() => Unavailable(
        "There is no index yet", "No service has made a vector space yet. It appears when ingest or the embed worker has started with its model; try again in a moment.");

    public static void AddProblems(this IServiceCollection services)
    {
        // Development would throw for a malformed body; it is the caller's error everywhere.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.Configure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails = context => Complete(context.HttpContext, context.ProblemDetails));
    }

    private static ProblemHttpResult Create(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: type);

    // The framework's own problems (no such route, wrong method, no JSON) get this API's types and a remedy.
    private static void Complete(HttpContext context, ProblemDetails problem)
    {
        if (problem.Status == StatusCodes.Status429TooManyRequests && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        if (problem.Type?.StartsWith("urn:julie:", StringComparison.Ordinal) == true)
        {
            return;
        }

        (problem.Type, problem.Title, problem.Detail) = problem.Status switch
        {
            404 => (ProblemTypes.NotFound, "Not found", $"There is no {context.Request.Path}. The API is described in /openapi/v1.json."),
            405 => (ProblemTypes.MethodNotAllowed, "Method not allowed", $"{context.Request.Path} does not answer {context.Request.Method}. The API is described in /openapi/v1.json."),
            415 => (ProblemTypes.BadRequest, "The body must be JSON", "Send it with Content-Type: application/json."),
            >= 400 and < 500 => (ProblemTypes.BadRequest, "The request cannot be read", problem.Detail ?? "See /openapi/v1.json for what this address takes."),
            _ => (ProblemTypes.Internal, "Something went wrong here", "The log of query-api has the cause under the traceId below."),
        };
    }
}
