using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using Julie.Contracts.Api;
using Julie.Index.Snapshots;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Repositories;

/// <summary>The files of a repository: what is indexed, what is not and why, where secrets were masked.</summary>
internal static class FileEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const int MaxText = 1000;
    private static readonly string[] States = ["indexed", "skipped", "failed", "pending"];

    public static async Task<Results<Ok<RepositoryFiles>, ProblemHttpResult>> ListAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, FileReader files, CancellationToken ct,
        string? state = null, string? reason = null, string? path = null, bool secrets = false, string? @ref = null, string? cursor = null, int limit = DefaultLimit)
    {
        if (state is not null && !States.Contains(state))
        {
            return Problems.BadRequest("There is no such state", $"'{state}' is none of {string.Join(", ", States)}.");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problems.BadRequest("The limit is out of range", $"limit={limit} is not between 1 and {MaxLimit}; more files come with cursor=NEXT.");
        }

        if (path?.Length > MaxText || reason?.Length > MaxText || @ref?.Length > MaxText)
        {
            return Problems.BadRequest("A filter is too long", $"path, reason and ref have at most {MaxText} characters.");
        }

        string? after = null;
        if (cursor is not null && (after = Read(cursor)) is null)
        {
            return Problems.BadRequest("The cursor is not one", "Send what the page before answered as 'next', unchanged.");
        }

        RepositoryFiles? page = await files.ReadAsync(new FileQuery(id, Given(@ref), state, Given(reason), Given(path), secrets, after, limit), await access.ReadableAsync(caller, ct), ct);
        return page is null
            ? Problems.NotFound(@ref is null ? $"There is no repository {id} that this key may read." : $"There is no repository {id} with a ref '{@ref}' that this key may read.")
            : TypedResults.Ok(page.Next is null ? page : page with { Next = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(page.Next)) });
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Read(string cursor)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(cursor)) is { Length: > 0 } path && !path.Contains('\0', StringComparison.Ordinal) ? path : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
