using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Julie.Contracts.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Bearer tokens of an OpenID Connect issuer, which serves its discovery document and keys on loopback.</summary>
[Collection("http")]
public sealed class TokenTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfAUserOrAGroupWithAGrant_ReadsWhatIsGranted()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Token);
        await using WebApplication service = await host.StartServiceAsync(issuer.Settings, Token);
        using HttpClient admin = Client(service, issuer.Token("boss", ["administrators"]));
        string user = $"u{Guid.NewGuid():N}", group = $"g{Guid.NewGuid():N}";
        await GrantAsync(admin, new AddGrant("open", User: user));
        await GrantAsync(admin, new AddGrant("closed", Group: group));

        Assert.Equal([code.OpenId], await ReadsAsync(service, issuer.Token(user)));
        Assert.Equal([code.OpenId, code.ClosedId], await ReadsAsync(service, issuer.Token(user, ["x", group])));
        Assert.Equal([code.ClosedId], await ReadsAsync(service, issuer.Token("other", [group])));
        // a user is no group and a group no user
        Assert.Empty(await ReadsAsync(service, issuer.Token(group, [user])));
        AuditEvent written = (await admin.GetFromJsonAsync<List<AuditEvent>>("/api/audit?action=grant.add&limit=1", Token))!.Single();
        Assert.Equal("user boss", written.Actor);
    }

    [Fact]
    public async Task Token_Scopes_ComeFromGroupsOnly()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Token);
        await using WebApplication service = await host.StartServiceAsync(issuer.Settings, Token);
        // names of our own claims in a token are not believed
        string forged = issuer.Token("mallory", ["nobody"], more: new() { ["julie:scope"] = "admin", ["julie:key"] = "1", ["julie:group"] = "administrators", ["julie:user"] = "boss" });

        Assert.Equal("search", await ScopesAsync(service, forged));
        Assert.Empty(await ReadsAsync(service, forged));
        Assert.Equal("search ingest", await ScopesAsync(service, issuer.Token("r", ["releasers"])));
        Assert.Equal("search admin", await ScopesAsync(service, issuer.Token("a", ["administrators"])));
        Assert.Equal("search", await ScopesAsync(service, issuer.Token("a", ["Administrators"])));
    }

    [Fact]
    public async Task Token_ThatIsNotToBeBelieved_IsRefused()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Token);
        await using TokenIssuer stranger = await TokenIssuer.StartAsync(Token);
        await using WebApplication service = await host.StartServiceAsync(issuer.Settings, Token);
        using RSA other = RSA.Create(2048);
        string good = issuer.Token("boss", ["administrators"]);
        string[] parts = good.Split('.');
        Dictionary<string, string> bad = new()
        {
            ["another audience"] = issuer.Token("boss", ["administrators"], audience: "elsewhere"),
            ["another issuer"] = stranger.Token("boss", ["administrators"]),
            ["another issuer's key"] = stranger.Token("boss", ["administrators"], issuer: issuer.Address),
            ["a key of its own under a known name"] = issuer.Token("boss", ["administrators"], signedWith: new(new RsaSecurityKey(other) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)),
            ["the public key as a secret"] = issuer.Token("boss", ["administrators"], signedWith: issuer.PublicKeyAsSecret()),
            ["over"] = issuer.Token("boss", ["administrators"], minutes: -2),
            ["no subject"] = issuer.Token(null, ["administrators"]),
            ["no signature"] = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            ["signature cut off"] = $"{parts[0]}.{parts[1]}.",
            ["another payload"] = $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("boss", "root", StringComparison.Ordinal))}.{parts[2]}",
            ["no token"] = "a.b.c",
        };

        using (HttpClient client = Client(service, good))
        using (HttpResponseMessage accepted = await client.GetAsync("/api/repositories", Token))
        {
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        }

        foreach ((string why, string token) in bad)
        {
            using HttpClient client = Client(service, token);
            using HttpResponseMessage refused = await client.GetAsync("/api/repositories", Token);
            Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, $"{why}: {refused.StatusCode}");
            await QueryApiHost.ProblemAsync(refused);
        }
    }

    [Fact]
    public async Task Token_WhereNoIssuerIsConfigured_IsNoKey()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Token);
        using HttpClient client = host.Client(issuer.Token("boss", ["administrators"]));
        using HttpResponseMessage refused = await client.GetAsync("/api/repositories", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("http://id.example", "julie", "https")]
    [InlineData("https://id.example", "", "Audience")]
    public async Task Issuer_ThatIsNotSafe_EndsTheStart(string authority, string audience, string named)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartServiceAsync(
            new Dictionary<string, string?> { ["Julie:Auth:Oidc:Authority"] = authority, ["Julie:Auth:Oidc:Audience"] = audience }, Token));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static HttpClient Client(WebApplication service, string token)
    {
        HttpClient client = new() { BaseAddress = new Uri(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task GrantAsync(HttpClient admin, AddGrant grant)
    {
        using HttpResponseMessage response = await admin.PostAsJsonAsync("/api/grants", grant, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<IEnumerable<long>> ReadsAsync(WebApplication service, string token)
    {
        using HttpClient client = Client(service, token);
        List<RepositoryStatus> repositories = (await client.GetFromJsonAsync<List<RepositoryStatus>>("/api/repositories", Token))!;
        return repositories.Select(repository => repository.Id).Where(id => id == code.OpenId || id == code.ClosedId).Order();
    }

    private static async Task<string> ScopesAsync(WebApplication service, string token)
    {
        using HttpClient client = Client(service, token);
        JsonElement session = await client.GetFromJsonAsync<JsonElement>("/api/session", Token);
        return string.Join(' ', session.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
    }
}
