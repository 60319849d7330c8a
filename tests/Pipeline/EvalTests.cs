using System.Text.Json;

using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary><c>julie eval</c> against the running system.</summary>
public sealed class EvalTests(RunningSystem system) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-eval-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task CodeSearch_CheckoutWhoseHeadIsElsewhere_MeasuresThePinnedCommit()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("queue/bittern.go", "package queue\n\n// DrainBittern empties the queue before shutdown.\nfunc DrainBittern(q *Queue) error {\n\treturn q.Flush()\n}\n");
        var pinned = await repository.CommitAsync("first", Token);
        await repository.Delete("queue/bittern.go").Write("other.go", "package other\n").CommitAsync("second", Token);
        Directory.CreateSymbolicLink(Path.Combine(folder, "bittern"), repository.Folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "repos.json"), $$"""[{"name": "bittern", "language": "go", "revision": "{{pinned}}", "benchmark_root": "queue"}]""", Token);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "queries.json"),
            """[{"repo": "bittern", "query": "empty the queue before shutdown", "relevant": ["queue/bittern.go"], "secondary": [], "category": "semantic"}]""", Token);

        var run = await system.JulieAsync(Token, "eval", "code-search", "--data", folder, "--checkouts", folder, "--parts", "--json");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("ndcg10").GetDouble());
        Assert.Equal(3, json.RootElement.GetProperty("variants").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("p50Ms").GetDouble() > 0);
    }
}
