using System.Security.Claims;
using System.Text.Encodings.Web;

using Julie.Contracts.Api;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Reads the key from <c>Authorization: Bearer</c>, <c>X-Api-Key</c>, or the page's cookie.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    ApiKeyStore keys, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const int LongestKey = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        if (key.Length > LongestKey || await keys.FindAsync(ApiKey.Hash(key), Context.RequestAborted) is not { } known)
        {
            return AuthenticateResult.Fail("The key is unknown, expired or revoked.");
        }

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.Name, known.Name));
        identity.AddClaim(new Claim(Scopes.KeyIdClaimType, known.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        identity.AddClaims(known.Scopes.Select(scope => new Claim(Scopes.ClaimType, scope)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(StatusCodes.Status401Unauthorized, "A valid API key is needed",
            "Send it as 'Authorization: Bearer KEY'. On the machine that runs Julie the key is in .julie/admin.key.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => WriteAsync(StatusCodes.Status403Forbidden, "This key may not do that", "Use a key with the scope that this endpoint needs.");

    private string? Presented()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        return Request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key : Request.Cookies[ApiKey.CookieName];
    }

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
