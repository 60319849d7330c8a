using System.Globalization;
using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Snapshots;
using Julie.Mcp;
using Julie.QueryApi.Access;
using Julie.QueryApi.Files;
using Julie.QueryApi.Repositories;
using Julie.QueryApi.Search;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Agents;

/// <summary>
/// The code that the caller of an MCP request may read. SECURITY: it asks the API's own endpoints as this caller, so there is no second way to anything (law 4).
/// </summary>
internal sealed class CallerCode(ClaimsPrincipal caller, IServiceProvider services) : ICodeSource
{
    public async Task<SearchAnswer> SearchAsync(string query, int limit, string? cursor, CancellationToken cancellationToken) => Answer(await SearchEndpoint.SearchAsync(
        Parameters(query, limit, cursor), waitFor: null, waitForSeconds: null, waitForVectors: null, caller, Get<SearchService>(), Get<SearchWait>(), Get<PatternLimits>(), cancellationToken));

    public async Task<SymbolAnswer> FindSymbolsAsync(string query, int limit, string? cursor, CancellationToken cancellationToken) =>
        Answer(await SymbolEndpoint.SearchAsync(Parameters(query, limit, cursor), caller, Get<SymbolService>(), Get<PatternLimits>(), cancellationToken));

    public async Task<FileAnswer> ReadFileAsync(string file, string? on, string? lines, CancellationToken cancellationToken) =>
        Answer(await FileTextEndpoint.ReadAsync(file, on, lines, q: null, caller, Get<CallerAccess>(), Get<FileTextReader>(), cancellationToken));

    public async Task<IReadOnlyList<RepositoryStatus>> ListRepositoriesAsync(CancellationToken cancellationToken) =>
        (await RepositoryEndpoints.ListAsync(caller, Get<CallerAccess>(), Get<RepositoryCatalog>(), cancellationToken)).Value!;

    private static SearchParameters Parameters(string query, int limit, string? cursor) =>
        new() { Query = query, Limit = limit.ToString(CultureInfo.InvariantCulture), Cursor = cursor };

    private static T Answer<T>(Results<Ok<T>, ProblemHttpResult> result) => result.Result switch
    {
        Ok<T> { Value: { } value } => value,
        ProblemHttpResult { ProblemDetails: var problem } => throw new CodeSourceException($"{problem.Title}: {problem.Detail}"),
        var other => throw new InvalidOperationException($"no endpoint answers with {other?.GetType().Name}"),
    };

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
