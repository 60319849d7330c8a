using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Julie.QueryApi.Tests.Http;

/// <summary>An OpenID Connect issuer on loopback: discovery, keys, and tokens signed with one of them.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "julie";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app;
    private readonly RsaSecurityKey key;

    private TokenIssuer(WebApplication app)
    {
        this.app = app;
        key = new RsaSecurityKey(rsa) { KeyId = "one" };
    }

    public string Address => app.Urls.First();

    /// <summary>Settings of a service that believes this issuer.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Julie:Auth:Oidc:Authority"] = Address, ["Julie:Auth:Oidc:Audience"] = Audience,
        ["Julie:Auth:Oidc:AdminGroups:0"] = "administrators", ["Julie:Auth:Oidc:IngestGroups:0"] = "releasers",
    };

    public static async Task<TokenIssuer> StartAsync(CancellationToken ct)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        TokenIssuer issuer = new(builder.Build());
        issuer.app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys", ["response_types_supported"] = new[] { "id_token" },
            ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        RSAParameters shown = issuer.rsa.ExportParameters(includePrivateParameters: false);
        issuer.app.MapGet("/keys", () => Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = "one", alg = "RS256", n = Base64UrlEncoder.Encode(shown.Modulus), e = Base64UrlEncoder.Encode(shown.Exponent) } },
        }));
        await issuer.app.StartAsync(ct);
        return issuer;
    }

    /// <summary>A token as the issuer gives it out, but for what is said otherwise.</summary>
    public string Token(
        string? subject, IEnumerable<string>? groups = null, string audience = Audience, string? issuer = null, int minutes = 10, SigningCredentials? signedWith = null,
        Dictionary<string, object>? more = null)
    {
        Dictionary<string, object> claims = new(more ?? []);
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        if (groups is not null)
        {
            claims["groups"] = groups.ToArray();
        }

        DateTime now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address, Audience = audience, IssuedAt = now.AddMinutes(-60), NotBefore = now.AddMinutes(-60), Expires = now.AddMinutes(minutes), Claims = claims,
            SigningCredentials = signedWith ?? new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The public key as a symmetric one: a service that takes any algorithm would be deceived.</summary>
    public SigningCredentials PublicKeyAsSecret() =>
        new(new SymmetricSecurityKey(rsa.ExportSubjectPublicKeyInfo()) { KeyId = "one" }, SecurityAlgorithms.HmacSha256);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }
}
