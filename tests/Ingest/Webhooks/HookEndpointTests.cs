using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;

using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Webhooks;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Webhooks;

/// <summary>From the request to the sync run, with the broker down all the time: it is never waited for.</summary>
public sealed class HookEndpointTests(IngestHost host) : IDisposable
{
    private readonly TestRepository _repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Url => $"file://{_repository.Path}";

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Push_OfARegisteredRepository_BecomesAPushRun()
    {
        var registered = await RegisterAsync();
        var id = NewId();

        using var response = await host.SendAsync("", Samples.GitHubPush(Url), id);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var delivery = await host.UntilAsync(id, d => d.Outcome == "syncing");
        Assert.Equal((registered.RepositoryId, "refs/heads/main", Samples.Commit), (delivery.RepositoryId, delivery.Ref, delivery.Commit));
        Assert.Equal(0L, await host.CountAsync("select lane::bigint from sync_run where id = $1", delivery.Syncs.Single()));
    }

    [Fact]
    public async Task Push_SentAgain_IsOneDelivery()
    {
        await RegisterAsync();
        var id = NewId();
        using var first = await host.SendAsync("", Samples.GitHubPush(Url), id);
        var stored = await host.UntilAsync(id, d => d.Outcome == "syncing");

        using var second = await host.SendAsync("", Samples.GitHubPush(Url), id);

        Assert.Equal(new DeliveryAccepted(stored.Id, true), await second.Content.ReadFromJsonAsync<DeliveryAccepted>(Token));
        Assert.Equal(stored.Syncs, (await host.UntilAsync(id, d => d.Times == 2)).Syncs);
    }

    [Fact]
    public async Task Forged_IsRefusedAndDoesNotTakeTheGenuineOnesId()
    {
        await RegisterAsync();
        var id = NewId();
        using var forged = await host.SendAsync("", Samples.GitHubPush(Url), id, "guess");
        using var unsigned = await host.SendAsync("", Samples.GitHubPush(Url), id, null);

        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        var refused = await host.UntilAsync(id, d => d.Outcome == "refused");
        Assert.Contains("proof of origin", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(refused.Syncs);
        using var genuine = await host.SendAsync("", Samples.GitHubPush(Url), id);
        Assert.Equal(HttpStatusCode.Accepted, genuine.StatusCode);
        Assert.NotEmpty((await host.UntilAsync(id, d => d.Outcome == "syncing")).Syncs);
    }

    [Theory]
    [InlineData("/empty", "no secret is configured")]
    [InlineData("/gone", "cannot be read")]
    [InlineData("/nobody-knows-it", "no such hook")]
    public async Task HookWithoutASecret_RefusesEverythingWithTheReason(string hook, string reason)
    {
        var id = NewId();
        using var response = await host.SendAsync(hook, Samples.GitHubPush(Url), id, "");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains(reason, (await host.UntilAsync(id, _ => true)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretFile_Changed_IsReadAgain()
    {
        using var before = await host.SendAsync("/filed", Samples.GitHubPing, NewId(), "from a file", "ping");
        await File.WriteAllTextAsync(host.SecretFile, "another secret", Token);
        using var after = await host.SendAsync("/filed", Samples.GitHubPing, NewId(), "another secret", "ping");
        using var old = await host.SendAsync("/filed", Samples.GitHubPing, NewId(), "from a file", "ping");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode, old.StatusCode));
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        using var response = await host.SendAsync("", new string(' ', 70_000), NewId());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);

        // Without a length, so that it is found while reading.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hooks/github") { Content = new StreamContent(new MemoryStream(new byte[70_000])) };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await host.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
    }

    [Fact]
    public async Task Body_WithABrokenChunk_Is400()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Http.BaseAddress!.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /api/hooks/github HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"u8.ToArray(), Token);
        using var answer = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Payload_ThatIsNoJson_Is400()
    {
        using var response = await host.SendAsync("", "{", NewId());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task MoreThanTheLimit_Is429WithRetryAfter()
    {
        var responses = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
        {
            responses.Add(await host.SendAsync("/slow", Samples.GitHubPing, NewId(), eventName: "ping"));
        }

        var refused = responses.First(r => r.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains(responses, r => r.StatusCode == HttpStatusCode.Accepted);
        responses.ForEach(r => r.Dispose());
    }

    [Fact]
    public async Task Push_OfAnUnknownRepository_IsRegisteredOnlyWhereAPatternNamesIt()
    {
        _repository.Write("a.txt", "a").Commit();
        var (plain, organisation) = (NewId(), NewId());
        using var ignored = await host.SendAsync("", Samples.GitHubPush(Url), plain);
        var reason = (await host.UntilAsync(plain, d => d.Outcome == "ignored")).Reason;
        Assert.Contains("Julie:Hooks:github:Register", reason, StringComparison.Ordinal);

        using var accepted = await host.SendAsync("/org", Samples.GitHubPush(Url), organisation);
        var delivery = await host.UntilAsync(organisation, d => d.Outcome == "syncing");
        Assert.NotNull(delivery.RepositoryId);
        Assert.Single(delivery.Syncs);
    }

    [Fact]
    public async Task Push_OfAnUntrackedRef_IsIgnoredWithItsName()
    {
        await RegisterAsync();
        var id = NewId();
        using var response = await host.SendAsync("", Samples.GitHubPush(Url, "refs/heads/side"), id);
        Assert.Contains("refs/heads/side", (await host.UntilAsync(id, d => d.Outcome == "ignored")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_OfANewRefWhereRefsAreTrackedByPattern_HasTheRemoteAskedAtOnce()
    {
        var registered = await RegisterAsync();
        await host.CountAsync("with u as (update repository set ref_patterns = '{refs/heads/release/*}' where id = $1 returning 1) select count(*) from u", registered.RepositoryId);
        await host.CountAsync("with u as (update remote_check set due_at = now() + interval '1 day' where repository_id = $1 returning 1) select count(*) from u", registered.RepositoryId);
        var id = NewId();

        using var response = await host.SendAsync("", Samples.GitHubPush(Url, "refs/heads/release/2"), id);

        Assert.Contains("the remote is asked", (await host.UntilAsync(id, d => d.Outcome == "ignored")).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync("select count(*) from remote_check where repository_id = $1 and due_at <= now() + interval '23 hours'", registered.RepositoryId));
    }

    [Fact]
    public async Task Delivery_StoredByAServiceThatDied_IsDispatched()
    {
        var registered = await RegisterAsync();
        var id = NewId();
        await host.Get<DeliveryStore>().AddAsync(
            [new NewDelivery("github", "github", id, "push", DeliveryKind.Push, "local", _repository.Path, Url, null, null, [new("refs/heads/main", null)], null, null)], Token);

        Assert.Equal(registered.RepositoryId, (await host.UntilAsync(id, d => d.Outcome == "syncing")).RepositoryId);
    }

    [Fact]
    public async Task Pushes_ThatWaitTogether_ShareARun()
    {
        await RegisterAsync();
        var ids = Enumerable.Range(0, 20).Select(_ => NewId()).ToList();
        await host.Get<DeliveryStore>().AddAsync(
            [.. ids.Select(id => new NewDelivery("github", "github", id, "push", DeliveryKind.Push, "local", _repository.Path, Url, null, null, [new("refs/heads/main", null)], null, null))], Token);

        var runs = new HashSet<long>();
        foreach (var id in ids)
        {
            runs.UnionWith((await host.UntilAsync(id, d => d.Outcome == "syncing")).Syncs);
        }

        Assert.Single(runs);
    }

    [Fact]
    public async Task Replay_ProvenOnly()
    {
        await RegisterAsync();
        var (good, bad) = (NewId(), NewId());
        using var accepted = await host.SendAsync("", Samples.GitHubPush(Url), good);
        using var forged = await host.SendAsync("", Samples.GitHubPush(Url), bad, "guess");
        var first = await host.UntilAsync(good, d => d.Outcome == "syncing");
        var refused = await host.UntilAsync(bad, _ => true);

        using var replayed = await ReplayAsync(first.Id, host.Key);
        using var denied = await ReplayAsync(refused.Id, host.Key);
        using var stranger = await ReplayAsync(first.Id, null);

        Assert.Equal(HttpStatusCode.Accepted, replayed.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, denied.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        // Its first run still waits, and serves it once more.
        var again = await host.UntilAsync(good, d => d.Outcome == "syncing" && d.DispatchedAt > first.DispatchedAt);
        Assert.Equal(first.Syncs, again.Syncs);
    }

    [Fact]
    public async Task List_ShowsAReaderOnlyWhatItMayRead()
    {
        var registered = await RegisterAsync();
        var (known, unknown) = (NewId(), NewId());
        using var push = await host.SendAsync("", Samples.GitHubPush(Url), known);
        using var other = await host.SendAsync("", Samples.GitHubPush("https://github.com/acme/secret.git"), unknown);
        await host.UntilAsync(known, d => d.Outcome == "syncing");
        await host.UntilAsync(unknown, d => d.Outcome == "ignored");

        var reader = host.Get<DeliveryReader>();
        var readable = await reader.ListAsync(null, null, null, 500, ReadableRepositories.Of(registered.RepositoryId), Token);
        Assert.Equal([known], readable.Select(d => d.DeliveryId));
        Assert.Empty(await reader.ListAsync(null, null, null, 500, ReadableRepositories.Nothing, Token));
    }

    [Fact]
    public async Task Secrets_AreNowhereInTheDatabase()
    {
        using var response = await host.SendAsync("", Samples.GitHubPush(Url), NewId());
        Assert.Equal(0L, await host.CountAsync("select count(*) from delivery d where d::text like '%' || $1 || '%'", Sender.Secret));
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private async Task<RegisteredRepository> RegisterAsync() => await host.Get<RepositoryCatalog>().RegisterAsync(
        new("local", _repository.Path, _repository.Path, Path.GetFileName(Path.GetDirectoryName(_repository.Path))! + Path.GetFileName(_repository.Path), "sha1", "refs/heads/main"), Token);

    private async Task<HttpResponseMessage> ReplayAsync(long id, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/deliveries/{id}/replay");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await host.Http.SendAsync(request, Token);
    }
}
