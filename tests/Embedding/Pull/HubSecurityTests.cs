using Julie.Embedding.Pull;
using Julie.Embedding.Tests.Support;

using Microsoft.AspNetCore.Http;

namespace Julie.Embedding.Tests.Pull;

public sealed class HubSecurityTests
{
    private const string Token = "hf_secret";

    [Fact]
    public async Task Pull_Token_GoesToTheHubAndNotToItsStorage()
    {
        await using var scene = await PullScene.StartAsync();

        await scene.PullAsync(token: Token);

        Assert.All(scene.Hub.Requests.Where(r => r.Server == "hub"), r => Assert.Equal($"Bearer {Token}", r.Authorization));
        Assert.Contains(scene.Hub.Requests, r => r.Server == "storage");
        Assert.All(scene.Hub.Requests.Where(r => r.Server == "storage"), r => Assert.Empty(r.Authorization));
    }

    [Fact]
    public async Task Pull_StorageBehindTheHub_IsNeverAskedByHead()
    {
        await using var scene = await PullScene.StartAsync();

        await scene.PullAsync();

        Assert.Contains(scene.Hub.Requests, r => r is { Server: "hub", Method: "HEAD" });
        Assert.DoesNotContain(scene.Hub.Requests, r => r is { Server: "storage", Method: "HEAD" });
    }

    [Theory]
    [InlineData(null, "HF_TOKEN")]
    [InlineData(Token, "not accepted")]
    public async Task Pull_GatedModel_SaysWhereToAcceptAndNeverTheToken(string? token, string remedy)
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 403;
            context.Response.Headers["X-Error-Code"] = "GatedRepo";
            return Task.FromResult(true);
        });

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync(token));

        Assert.Equal(PullFailure.Refused, error.Failure);
        Assert.Contains("example/tiny answers 403 (GatedRepo)", error.Problem);
        Assert.Contains(remedy, error.Remedy);
        Assert.DoesNotContain(Token, error.ToString());
        Assert.Single(scene.Hub.Requests);
    }

    [Fact]
    public async Task Pull_RedirectsInCircles_Ends()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = context.Request.Path.Value;
            return Task.FromResult(true);
        });

        Assert.Contains("in circles", (await Assert.ThrowsAsync<PullException>(() => scene.PullAsync())).Problem);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/x")]
    public async Task Pull_RedirectToNoHttp_IsRefused(string location)
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        });

        Assert.Equal(PullFailure.WrongContent, (await Assert.ThrowsAsync<PullException>(() => scene.PullAsync())).Failure);
    }

    [Theory]
    [InlineData("https://hub.example/", true)]
    [InlineData("http://127.0.0.1:8080/prefix", true)]
    [InlineData("https://user:secret@hub.example", false)]
    [InlineData("https://hub.example/?x=1", false)]
    [InlineData("ftp://hub.example", false)]
    [InlineData("hub.example", false)]
    [InlineData("", false)]
    public void TryParseHub_Address_IsHttpWithoutCredentials(string address, bool good)
        => Assert.Equal(good, PullOptions.TryParseHub(address, out _));
}
