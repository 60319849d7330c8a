using System.Text.Json.Nodes;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests.Eval;

public sealed class CodeSearchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-eval-").FullName;

    public CodeSearchTests()
    {
        Write("repos.json", """[{"name": "shop", "language": "csharp", "revision": "0123456789abcdef", "benchmark_root": "src"}]""");
        Write("queries.json", """
            [{"repo": "shop", "query": "retry", "relevant": [{"path": "src/Retry.cs", "start_line": 50, "end_line": 60}], "secondary": ["src/Other.cs"], "category": "symbol"}]
            """);
        Write("peers.json", """{"shop": {"other": 0.5}}""");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Json_HoldsTheMeasuresOfAHitBesideThePeers()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories), (200, Hit));

        Run run = await EvalAsync(api, "--json");

        Assert.True(run.Code == ExitCodes.Ok, run.Error);
        JsonObject json = JsonNode.Parse(run.Out)!.AsObject();
        Assert.Equal(0.6131, (double)json["ndcg10"]!); // one of two targets, first: 1 / (1 + 0.6309)
        Assert.Equal((1.0, 0.5, 0.2, 1), ((double)json["mrr"]!, (double)json["recall10"]!, (double)json["precision5"]!, (int)json["queries"]!));
        Assert.All(["ndcg5", "p50Ms", "p95Ms"], name => Assert.True(json.ContainsKey(name), name));
        JsonNode repository = Assert.Single(json["repositories"]!.AsArray())!;
        Assert.Equal(("shop", 0.6131, 0.5), ((string)repository["name"]!, (double)repository["ndcg10"]!, (double)repository["peers"]!["other"]!));
        Assert.Equal("""repo:"eval/shop" path:"src/**" retry""", Query(api.Requests[^1].Target));
    }

    [Fact]
    public async Task Org_AsksWithoutScope_AndAHitElsewhereIsNone()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories), (200, Hit.Replace("eval/shop", "copy", StringComparison.Ordinal)));

        Run run = await EvalAsync(api, "--org", "--json");

        Assert.Equal(0, (double)JsonNode.Parse(run.Out)!["ndcg10"]!);
        Assert.Equal("retry", Query(api.Requests[^1].Target));
    }

    [Fact]
    public async Task Compare_WithASavedRun_SaysTheDifference()
    {
        string file = Path.Combine(folder, "run.json");
        await using CannedApi bad = await CannedApi.StartAsync((200, Repositories), (200, Canned.Nothing));
        await EvalAsync(bad, "--save", file);
        await using CannedApi good = await CannedApi.StartAsync((200, Repositories), (200, Hit));

        Run run = await EvalAsync(good, "--compare", file, "--json");

        JsonNode comparison = JsonNode.Parse(run.Out)!["comparison"]!;
        Assert.Equal((0.6131, 1, 0, 0), ((double)comparison["difference"]!, (int)comparison["better"]!, (int)comparison["worse"]!, (int)comparison["equal"]!));
    }

    [Fact]
    public async Task Parts_AsksEachPart_AndShowsThemBesideTheWhole()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories), (200, Hit));

        Run run = await EvalAsync(api, "--parts");

        Assert.Equal(["", "mode=semantic&ranking=false", "mode=lexical&ranking=false", "mode=hybrid&ranking=false"], api.Requests.Skip(1).Select(request => Part(request.Target)));
        Assert.Contains("vectors alone", run.Out, StringComparison.Ordinal);
        Assert.Contains("other", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queries.json", """[{"repo": "shop", "query": "q", "relevant": [3]}]""", "a target is a path")]
    [InlineData("queries.json", """[{"repo": "nobody", "query": "q", "relevant": ["a"]}]""", "'nobody', which repos.json does not have")]
    [InlineData("queries.json", """[{"repo": "shop", "query": "q"}]""", "no relevant file")]
    [InlineData("repos.json", "[{}]", "repos.json is not what it should be")]
    public async Task Set_ThatIsBroken_IsNamed(string file, string content, string said)
    {
        Write(file, content);
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories), (200, Hit));

        Run run = await EvalAsync(api);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private static string Repositories => $"[{Canned.Repository.Replace("\"shop\"", "\"eval/shop\"", StringComparison.Ordinal)}]";

    private static string Hit => Canned.Hit.Replace("\"shop\"", "\"eval/shop\"", StringComparison.Ordinal);

    private static string Query(string target) => Uri.UnescapeDataString(target.Split("q=")[1].Split('&')[0]);

    private static string Part(string target) => target.Contains("&mode=", StringComparison.Ordinal) ? "mode=" + target.Split("&mode=")[1] : "";

    private Task<Run> EvalAsync(CannedApi api, params string[] options) =>
        Run.AgainstAsync(api, ["eval", "code-search", "--data", folder, "--checkouts", folder, .. options]);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
