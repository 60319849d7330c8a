using System.Security.Claims;
using System.Text.Encodings.Web;

using Julie.Contracts.Api;
using Julie.Index.Access;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Reads the key from <c>Authorization: Bearer</c>, <c>X-Api-Key</c>, or the page's cookie.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    KeyStore keys, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const int LongestKey = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (CallerKey.Of(Request) is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        if (key.Length > LongestKey || await keys.FindAsync(ApiKey.Hash(key), Context.RequestAborted) is not { } known)
        {
            return AuthenticateResult.Fail("The key is unknown, expired or revoked.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(CallerClaims.Of(known, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // The same for a key that is malformed, unknown, expired or revoked, and for every token that is not believed.
        var presented = CallerKey.Of(Request) is not null;
        Response.Headers.WWWAuthenticate = presented ? "Bearer error=\"invalid_token\"" : "Bearer";
        return WriteAsync(StatusCodes.Status401Unauthorized, "A valid API key is needed",
            OidcTokens.IsCarriedBy(Request)
                ? "This token is not one: it may be expired, or be made by another issuer or for another audience. A key does too: send it as 'Authorization: Bearer KEY'."
                : "Send it as 'Authorization: Bearer KEY'. On the machine that runs Julie the key is in .julie/admin.key.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => WriteAsync(StatusCodes.Status403Forbidden, "This key may not do that", "Use a key with the scope that this endpoint needs.");

    private async Task WriteAsync(int status, string title, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = { Status = status, Type = ProblemTypes.Unauthorized, Title = title, Detail = detail },
        });
    }
}
