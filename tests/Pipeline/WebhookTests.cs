using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>A push as a host reports it, until it is found: real services, real broker, real database.</summary>
public sealed class WebhookTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_Signed_IsSearchable()
    {
        using var repository = await RepositoryAsync();
        var first = await system.IndexAsync(repository.Folder, Token);
        repository.Write("second.py", "def migrate_flamingo_colony():\n    return 'south'\n");
        var commit = await repository.CommitAsync("second", Token);

        using var response = await SendAsync(repository.Folder, commit, RunningSystem.HookSecret);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = await response.Content.ReadFromJsonAsync<DeliveryAccepted>(Token);
        var delivery = await UntilAsync(accepted!.Id, d => d.Outcome == "applied");
        Assert.Equal((first.RepositoryId, commit, "refs/heads/main"), (delivery.RepositoryId, delivery.Commit, delivery.Ref));
        var sync = await system.Api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{delivery.Syncs.Single()}", Token);
        Assert.Equal(commit, sync!.Commit);
        Assert.Contains((await system.SearchAsync(first.Repository, "migrate_flamingo_colony", Token)).Results, hit => hit.Path == "second.py" && hit.Commit == commit);
    }

    [Fact]
    public async Task Push_Forged_ChangesNothingAndIsListed()
    {
        using var repository = await RepositoryAsync();
        var first = await system.IndexAsync(repository.Folder, Token);
        repository.Write("second.py", "def forged_cassowary():\n    return 'no'\n");
        var commit = await repository.CommitAsync("second", Token);
        var id = Guid.NewGuid().ToString();

        using var response = await SendAsync(repository.Folder, commit, "a guess", id);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        DeliveryStatus? refused;
        while ((refused = await RefusedAsync(id, patience.Token)) is null)
        {
            await Task.Delay(100, patience.Token);
        }

        Assert.Empty(refused.Syncs);
        Assert.Equal(first.Commit, (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{first.RepositoryId}", Token))!.Commit);
        Assert.DoesNotContain((await system.SearchAsync(first.Repository, "forged_cassowary", Token)).Results, hit => hit.Snippet.Contains("forged_cassowary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliveries_OnTheCommandLine_ShowOutcomeAndReplay()
    {
        using var repository = await RepositoryAsync();
        await system.IndexAsync(repository.Folder, Token);
        var commit = (await repository.GitAsync(Token, "rev-parse", "HEAD")).Trim();
        using var response = await SendAsync(repository.Folder, commit, RunningSystem.HookSecret);
        var id = (await response.Content.ReadFromJsonAsync<DeliveryAccepted>(Token))!.Id;
        var before = await UntilAsync(id, d => d.Outcome == "applied");

        var list = await system.JulieAsync(Token, "deliveries");
        Assert.Contains("applied", list.Output, StringComparison.Ordinal);
        var replay = await system.JulieAsync(Token, "deliveries", "replay", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0, replay.ExitCode);

        await UntilAsync(id, d => d.Outcome == "applied" && !d.Syncs.SequenceEqual(before.Syncs));
    }

    private static async Task<SampleRepository> RepositoryAsync()
    {
        var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("first.py", "def first_flamingo():\n    return 1\n");
        await repository.CommitAsync("first", Token);
        return repository;
    }

    private async Task<HttpResponseMessage> SendAsync(string folder, string commit, string secret, string? id = null)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"ref":"refs/heads/main","after":"{{{commit}}}","repository":{"full_name":"acme/birds","clone_url":"file://{{{folder}}}","default_branch":"main"}}
            """);
        using var ingest = new HttpClient { BaseAddress = new Uri(system.Endpoints.Ingest) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", id ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        return await ingest.SendAsync(request, Token);
    }

    private async Task<DeliveryStatus?> RefusedAsync(string id, CancellationToken cancellationToken) =>
        (await system.Api.GetFromJsonAsync<List<DeliveryStatus>>("/api/deliveries?outcome=refused", cancellationToken))!.FirstOrDefault(d => d.DeliveryId == id);

    private async Task<DeliveryStatus> UntilAsync(long id, Func<DeliveryStatus, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (true)
        {
            var delivery = await system.Api.GetFromJsonAsync<DeliveryStatus>($"/api/deliveries/{id}", patience.Token);
            if (reached(delivery!))
            {
                return delivery!;
            }

            await Task.Delay(100, patience.Token);
        }
    }
}
