using System.Security.Claims;
using Julie.Index.Access;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Sessions;

/// <summary>
/// The page's sign-in: the key goes into a cookie that scripts cannot read and other sites cannot send. Other ports of the
/// same host count as the same site, but the JSON body makes their requests ask first, and nothing here answers that.
/// </summary>
internal static class SessionEndpoints
{
    private static readonly TimeSpan Stay = TimeSpan.FromDays(30);

    public static Ok<SessionInfo> Show(ClaimsPrincipal caller) =>
        TypedResults.Ok(new SessionInfo(caller.Identity?.Name ?? string.Empty, caller.ScopesOf()));

    public static async Task<Results<Ok<SessionInfo>, ProblemHttpResult>> SignInAsync(SignIn signIn, HttpContext context, KeyStore keys, CancellationToken ct)
    {
        string key = signIn.Key?.Trim() ?? string.Empty;

        // SECURITY: anonymous; answers the same whether the key is malformed, unknown, expired or revoked.
        if (!key.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) || key.Length > 200 || await keys.FindAsync(ApiKey.Hash(key), ct) is not { } known)
        {
            return Problems.Unauthorized("This key is not known", "It may be mistyped, expired or revoked. On the machine that runs Julie the key is in .julie/admin.key.");
        }

        context.Response.Cookies.Append(ApiKey.CookieName, key, Options(context.Request, Stay));
        return TypedResults.Ok(new SessionInfo(known.Name, known.Scopes));
    }

    public static NoContent SignOut(HttpContext context)
    {
        context.Response.Cookies.Delete(ApiKey.CookieName, Options(context.Request, null));
        return TypedResults.NoContent();
    }

    private static CookieOptions Options(HttpRequest request, TimeSpan? stay) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        MaxAge = stay,
    };
}
