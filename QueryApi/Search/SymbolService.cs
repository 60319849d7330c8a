using System.Diagnostics;
using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search.Symbols;
using Julie.Index.Spaces;
using Julie.QueryApi.Query;
using Julie.ServiceDefaults.Authentication;

namespace Julie.QueryApi.Search;

/// <summary>Definitions by name.</summary>
internal sealed class SymbolService(CallerAccess access, QueryVectors vectors, SymbolEngine engine)
{
    /// <summary>Null when no service has made a vector space yet.</summary>
    public async Task<SymbolAnswer?> SearchAsync(SearchCall call, ClaimsPrincipal caller, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        // SECURITY: the index applies them inside its SQL (law 4).
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        if ((await vectors.OfAsync("", embed: false, ct)).Space is not { } space)
        {
            return null;
        }

        (IReadOnlyList<SymbolHit> hits, string? next) = await FindAsync(call, space, readable, ct);
        return new SymbolAnswer(
            string.Join(' ', call.Query.Symbols.Names),
            [.. hits.Select(hit => new SymbolResult(hit.Key.Name, hit.Kind, hit.Scope, hit.Key.Repository, hit.Key.Path, hit.Key.Line, hit.EndLine, hit.Language, hit.Key.Ref, hit.Commit, hit.Snippet))],
            next,
            Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2));
    }

    /// <summary>The same for whoever wants places.</summary>
    public async Task<SearchAnswer> AsResultsAsync(SearchCall call, Space space, ReadableRepositories readable, CancellationToken ct)
    {
        (IReadOnlyList<SymbolHit> hits, string? next) = await FindAsync(call, space, readable, ct);
        return new SearchAnswer(string.Join(' ', call.Query.Symbols.Names), [.. hits.Select(Place)], 1, space.Model, 0) { Next = next };
    }

    private async Task<(IReadOnlyList<SymbolHit> Hits, string? Next)> FindAsync(SearchCall call, Space space, ReadableRepositories readable, CancellationToken ct)
    {
        (IReadOnlyList<string> names, IReadOnlyList<string> kinds) = call.Query.Symbols;
        (IReadOnlyList<SymbolHit> hits, bool more) = await engine.SearchAsync(
            new SymbolRequest(space, readable, call.Query.Filters, names, kinds, call.Page.Cursor?.Symbol, call.Page.Limit), ct);
        return (hits, more ? new SearchCursor { Symbol = hits[^1].Key }.Write(call.Query) : null);
    }

    private static SearchResult Place(SymbolHit hit) => new(
        hit.Key.Repository, hit.Key.Path, hit.Key.Line, hit.EndLine, hit.Scope is null ? hit.Key.Name : $"{hit.Scope}.{hit.Key.Name}", hit.Kind, hit.Language, hit.Commit, 1 - (hit.Key.Rank * 0.5), hit.Snippet, 0)
    {
        Ref = hit.Key.Ref,
    };
}
