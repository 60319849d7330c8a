using System.Security.Claims;

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Bearer tokens of the configured issuer: which are believed, and what they say of the caller.</summary>
internal sealed class OidcTokens(IOptions<OidcOptions> options) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string SchemeName = "Oidc";
    private const string Bearer = "Bearer ";

    // SECURITY: with a symmetric algorithm a public key would be the secret.
    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Whether the request carries a token rather than a key: keys hold no dots.</summary>
    public static bool IsCarriedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.AsSpan(Bearer.Length).Count('.') == 2;

    public void Configure(string? name, JwtBearerOptions jwt)
    {
        if (name == SchemeName)
        {
            Configure(jwt);
        }
    }

    public void Configure(JwtBearerOptions jwt)
    {
        var oidc = options.Value;
        jwt.Authority = oidc.Authority!.ToString();
        jwt.RequireHttpsMetadata = oidc.Authority.Scheme == Uri.UriSchemeHttps;
        jwt.MapInboundClaims = false;
        jwt.IncludeErrorDetails = false;
        jwt.TokenValidationParameters.ValidAudience = oidc.Audience;
        jwt.TokenValidationParameters.ValidAlgorithms = Asymmetric;
        jwt.TokenValidationParameters.RequireExpirationTime = true;
        jwt.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        jwt.Events = new JwtBearerEvents { OnTokenValidated = ReadAsync };
    }

    /// <summary>SECURITY: an identity of our own claims only: what the token says under their names is not believed.</summary>
    private Task ReadAsync(TokenValidatedContext context)
    {
        var oidc = options.Value;
        var token = context.Principal!;
        if (token.FindFirstValue(oidc.UserClaim) is not { Length: > 0 } user)
        {
            context.Fail($"The token has no claim '{oidc.UserClaim}'.");
            return Task.CompletedTask;
        }

        string[] groups = [.. token.FindAll(oidc.GroupsClaim).Select(claim => claim.Value).Where(group => group.Length > 0).Distinct()];
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.Name, token.FindFirstValue("preferred_username") ?? token.FindFirstValue("name") ?? user));
        identity.AddClaim(new Claim(CallerClaims.User, user));
        identity.AddClaims(groups.Select(group => new Claim(CallerClaims.Group, group)));
        identity.AddClaim(new Claim(CallerClaims.Scope, Scopes.Search));
        AddScope(Scopes.Ingest, oidc.IngestGroups);
        AddScope(Scopes.Admin, oidc.AdminGroups);
        context.Principal = new ClaimsPrincipal(identity);
        return Task.CompletedTask;

        void AddScope(string scope, IReadOnlyList<string> of)
        {
            if (groups.Intersect(of, StringComparer.Ordinal).Any())
            {
                identity.AddClaim(new Claim(CallerClaims.Scope, scope));
            }
        }
    }
}
