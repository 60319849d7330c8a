using System.Text.Json.Nodes;
using Julie.Cli.Tests.Support;
using Julie.Embedding.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class ModelsPullTests : IAsyncLifetime
{
    private readonly ModelsFolder models = new();
    private FakeHub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await FakeHub.StartAsync();
        hub.Large["model.onnx"] = new byte[50_000];
        hub.Small["vocabulary.json"] = "[]"u8.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        models.Dispose();
    }

    [Fact]
    public async Task Pull_WithoutATerminal_WritesLinesAndEndsComplete()
    {
        string folder = models.Add("m", "CC-BY-NC-4.0");

        Run run = await models.JulieAsync("pull", "m", "--hub", hub.Address.AbsoluteUri);

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains("m: vocabulary.json, 50 kB of 50 kB", run.Out, StringComparison.Ordinal);
        Assert.Contains("complete  m  50 kB fetched, commit 012345678", run.Out, StringComparison.Ordinal);
        Assert.Contains("non-commercial", run.Out, StringComparison.Ordinal);
        Assert.Equal(50_000, new FileInfo(Path.Combine(folder, "model.onnx")).Length);
        Assert.Equal(ExitCodes.Ok, (await models.JulieAsync("verify", "m")).Code);
    }

    [Fact]
    public async Task Pull_Json_IsOneDocumentAndProgressGoesElsewhere()
    {
        models.Add("m");

        Run run = await models.JulieAsync("pull", "m", "--json", "--hub", hub.Address.AbsoluteUri);

        JsonNode model = Assert.Single(JsonNode.Parse(run.Out)!.AsArray())!;
        Assert.True((bool)model["complete"]!);
        Assert.Equal("HubSha256", (string)model["files"]![0]!["checked"]!);
        Assert.Contains("50 kB", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Julie__Embedding__Hub")]
    [InlineData("HF_ENDPOINT")]
    public async Task Pull_HubOfTheEnvironment_IsAsked(string variable)
    {
        models.Add("m");

        Run run = await Run.JulieAsync(["models", "pull", "m", "--models", models.Path], new() { [variable] = hub.Address.AbsoluteUri + "mirror" });

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.StartsWith("/mirror/example/tiny/resolve/", hub.Requests[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Token_ComesFromAFileOrAVariable()
    {
        models.Add("m");
        string file = Path.Combine(models.Path, "token");
        await File.WriteAllTextAsync(file, "from-file\n", TestContext.Current.CancellationToken);

        await models.JulieAsync("pull", "m", "--hub", hub.Address.AbsoluteUri, "--token-file", file);
        Assert.Equal("Bearer from-file", hub.Requests[0].Authorization);

        hub.Requests.Clear();
        await Run.JulieAsync(["models", "pull", "m", "--force", "--models", models.Path, "--hub", hub.Address.AbsoluteUri], new() { ["HF_TOKEN"] = "from-env" });
        Assert.Equal("Bearer from-env", hub.Requests[0].Authorization);
    }

    [Fact]
    public async Task Pull_GatedWithoutToken_EndsWith4()
    {
        models.Add("m");
        hub.Before.Add(context =>
        {
            context.Response.StatusCode = 401;
            return Task.FromResult(true);
        });

        Run run = await models.JulieAsync("pull", "m", "--hub", hub.Address.AbsoluteUri);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("HF_TOKEN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_HubThatDoesNotAnswer_EndsWith3()
    {
        models.Add("m");

        Run run = await Run.JulieAsync(
            ["models", "pull", "m", "--models", models.Path, "--hub", "http://127.0.0.1:1"], time: new InstantTime(TimeSpan.FromMinutes(1)));

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_TwoModels_OneThatCannotBeHadDoesNotKeepTheOtherAway()
    {
        models.Add("m");
        string other = models.Add("other");
        string manifest = Path.Combine(other, "model.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("example/tiny", "example/none", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Run run = await models.JulieAsync("pull", "other", "m", "--hub", hub.Address.AbsoluteUri);

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("error: other:", run.Error, StringComparison.Ordinal);
        Assert.Contains("complete  m", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_AddressWithAPassword_IsRefusedAndNotRepeated()
    {
        models.Add("m");

        Run run = await models.JulieAsync("pull", "m", "--hub", "https://user:secret@hub.example");

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }
}
