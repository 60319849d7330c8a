using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Julie.Contracts.Api;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Keys, grants and what is written down of them.</summary>
[Collection("http")]
public sealed class AdministrationTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_FromMakingToRevoking()
    {
        string name = Unique();
        using HttpClient admin = host.Client(host.Key);
        IssuedKey made = await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(name, null, ["op*"], DateTimeOffset.UtcNow.AddDays(1)), HttpStatusCode.Created);
        using HttpClient reader = host.Client(made.Secret);

        Assert.Matches("^jl_[A-Za-z0-9_-]{43}$", made.Secret);
        Assert.Equal(["search"], made.Key.Scopes);
        Assert.Null(made.Key.LastUsedAt);
        Assert.Equal([code.OpenId], (await RepositoriesAsync(reader)).Select(r => r.Id).Intersect([code.OpenId, code.ClosedId]));
        Assert.NotNull((await KeyAsync(admin, name)).LastUsedAt);
        Assert.DoesNotContain(made.Secret, await admin.GetStringAsync("/api/keys?all=true", Token), StringComparison.Ordinal);

        IssuedKey rotated = await PostAsync<IssuedKey>(admin, $"/api/keys/{name}/rotate", new RotateKey(60), HttpStatusCode.OK);
        using HttpClient after = host.Client(rotated.Secret);
        Assert.Equal(made.Key.Id, rotated.Key.Id);
        Assert.NotNull(rotated.Key.PreviousUntil);
        Assert.NotEmpty(await RepositoriesAsync(reader));
        Assert.NotEmpty(await RepositoriesAsync(after));

        using HttpResponseMessage revoked = await admin.DeleteAsync($"/api/keys/{made.Key.Id}", Token);
        using HttpResponseMessage again = await admin.DeleteAsync($"/api/keys/{made.Key.Id}", Token);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (revoked.StatusCode, again.StatusCode));
        foreach (HttpClient client in (HttpClient[])[reader, after])
        {
            using HttpResponseMessage refused = await client.GetAsync("/api/repositories", Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        // the name is free again
        Assert.NotEqual(made.Key.Id, (await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(name), HttpStatusCode.Created)).Key.Id);
    }

    [Fact]
    public async Task Key_PastItsEnd_IsRefused()
    {
        using HttpClient admin = host.Client(host.Key);
        IssuedKey made = await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(Unique(), null, null, DateTimeOffset.UtcNow.AddHours(1)), HttpStatusCode.Created);
        await using NpgsqlCommand past = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("update api_key set expires_at = now() where id = $1");
        past.Parameters.Add(new() { Value = made.Key.Id });
        await past.ExecuteNonQueryAsync(Token);
        using HttpClient late = host.Client(made.Secret);
        using HttpResponseMessage refused = await late.GetAsync("/api/repositories", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"42"}""", "number")]
    [InlineData("""{"name":"a/b"}""", "a/b")]
    [InlineData("""{"name":"x","scopes":["root"]}""", "root")]
    [InlineData("""{"name":"x","scopes":["admin"],"repositories":["a"]}""", "admin")]
    [InlineData("""{"name":"x","repositories":["a b"]}""", "a b")]
    [InlineData("""{"name":"x","repositories":[""]}""", "acme/*")]
    [InlineData("""{"name":"x","expiresAt":"2020-01-01T00:00:00Z"}""", "over already")]
    public async Task Key_ThatCannotBe_IsRefusedWithAReason(string body, string named)
    {
        using HttpClient admin = host.Client(host.Key);
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await admin.PostAsync("/api/keys", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await QueryApiHost.ProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithATakenName_Is409()
    {
        string name = Unique();
        using HttpClient admin = host.Client(host.Key);
        await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(name), HttpStatusCode.Created);
        using HttpResponseMessage second = await admin.PostAsJsonAsync("/api/keys", new CreateKey(name), Token);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(ProblemTypes.KeyNameTaken, (await QueryApiHost.ProblemAsync(second)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Grant_AddedAndRemoved_IsSeenByTheNextRequest()
    {
        string name = Unique();
        using HttpClient admin = host.Client(host.Key);
        using HttpClient reader = host.Client((await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(name), HttpStatusCode.Created)).Secret);
        Assert.Empty(await RepositoriesAsync(reader));

        GrantInfo grant = await PostAsync<GrantInfo>(admin, "/api/grants", new AddGrant("clos*", Key: name), HttpStatusCode.OK);
        GrantInfo same = await PostAsync<GrantInfo>(admin, "/api/grants", new AddGrant("clos*", Key: name), HttpStatusCode.OK);
        Assert.Equal((grant.Id, 1), (same.Id, grant.Matches));
        Assert.Equal(code.ClosedId, Assert.Single(await RepositoriesAsync(reader)).Id);
        Assert.Equal(grant.Id, Assert.Single((await admin.GetFromJsonAsync<List<GrantInfo>>($"/api/grants?key={name}", Token))!).Id);

        using HttpResponseMessage removed = await admin.DeleteAsync($"/api/grants/{grant.Id}", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(await RepositoriesAsync(reader));
    }

    [Theory]
    [InlineData("""{"repository":"a"}""", 400)]
    [InlineData("""{"repository":"a","user":"u","group":"g"}""", 400)]
    [InlineData("""{"repository":"","user":"u"}""", 400)]
    [InlineData("""{"repository":"a","user":""}""", 400)]
    [InlineData("""{"repository":"a","key":"no such key"}""", 404)]
    public async Task Grant_ThatCannotBe_IsRefused(string body, int status)
    {
        using HttpClient admin = host.Client(host.Key);
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await admin.PostAsync("/api/grants", content, Token);

        Assert.Equal(status, (int)response.StatusCode);
        await QueryApiHost.ProblemAsync(response);
    }

    [Fact]
    public async Task Audit_SaysWhoDidWhat_AndHoldsNoSecret()
    {
        string name = Unique();
        using HttpClient admin = host.Client(host.Key);
        IssuedKey made = await PostAsync<IssuedKey>(admin, "/api/keys", new CreateKey(name, null, ["op*"]), HttpStatusCode.Created);
        IssuedKey rotated = await PostAsync<IssuedKey>(admin, $"/api/keys/{name}/rotate", new RotateKey(), HttpStatusCode.OK);
        GrantInfo grant = await PostAsync<GrantInfo>(admin, "/api/grants", new AddGrant("x/*", Key: name), HttpStatusCode.OK);
        using HttpResponseMessage removed = await admin.DeleteAsync($"/api/grants/{grant.Id}", Token);
        using HttpResponseMessage revoked = await admin.DeleteAsync($"/api/keys/{name}", Token);
        string raw = await admin.GetStringAsync("/api/audit?limit=500", Token);
        AuditEvent[] mine = [.. JsonSerializer.Deserialize<List<AuditEvent>>(raw, JsonSerializerOptions.Web)!.Where(e => e.Target.Contains(name, StringComparison.Ordinal))];

        Assert.Equal(["key.revoke", "grant.remove", "grant.add", "key.rotate", "key.create"], mine.Select(e => e.Action));
        Assert.All(mine, e => Assert.StartsWith("key local-admin (", e.Actor, StringComparison.Ordinal));
        Assert.Equal("op*", mine[^1].Details.GetProperty("repositories")[0].GetString());
        Assert.DoesNotContain(made.Secret, raw, StringComparison.Ordinal);
        Assert.DoesNotContain(rotated.Secret, raw, StringComparison.Ordinal);
        Assert.All((await admin.GetFromJsonAsync<List<AuditEvent>>("/api/audit?action=grant.", Token))!, e => Assert.StartsWith("grant.", e.Action, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("update audit_event set actor = 'nobody'")]
    [InlineData("delete from audit_event")]
    [InlineData("truncate audit_event")]
    public async Task Audit_OnlyGrows(string sql)
    {
        await using NpgsqlCommand command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Contains("only grows", refused.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/keys")]
    [InlineData("POST", "/api/keys")]
    [InlineData("POST", "/api/keys/1/rotate")]
    [InlineData("DELETE", "/api/keys/1")]
    [InlineData("GET", "/api/grants")]
    [InlineData("POST", "/api/grants")]
    [InlineData("DELETE", "/api/grants/1")]
    [InlineData("GET", "/api/grants/hosts")]
    [InlineData("GET", "/api/audit")]
    [InlineData("POST", "/api/doctor")]
    public async Task WithoutTheScope_Administration_IsForbidden(string method, string address)
    {
        using HttpClient client = host.Client(await host.NewKeyAsync("search", "ingest"));
        using HttpRequestMessage request = new(new HttpMethod(method), address) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
        using HttpResponseMessage response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await QueryApiHost.ProblemAsync(response);
    }

    private static string Unique() => $"test {Guid.NewGuid():N}";

    private static async Task<T> PostAsync<T>(HttpClient client, string address, object body, HttpStatusCode status)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(address, body, Token);
        Assert.Equal(status, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<T>(Token))!;
    }

    private static async Task<List<RepositoryStatus>> RepositoriesAsync(HttpClient client) => (await client.GetFromJsonAsync<List<RepositoryStatus>>("/api/repositories", Token))!;

    private static async Task<KeyInfo> KeyAsync(HttpClient admin, string name) => (await admin.GetFromJsonAsync<List<KeyInfo>>("/api/keys", Token))!.Single(key => key.Name == name);
}
