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

    [Fact]
    public async Task CosQa_FindsEachFunctionByItsQuestion_ByEveryPart()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "code_idx_map.json"),
            """{"def first(rows):\n    \"\"\"Sort rows of a heron table.\"\"\"\n    return sorted(rows)": 0, "def second(path):\n    \"\"\"Delete a stork file.\"\"\"\n    os.remove(path)": 1}""", Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "some.json"), """[{"doc": "how to delete a stork file?", "retrieval_idx": 1}, {"doc": "sort heron table (python)", "retrieval_idx": 0}]""", Token);

        var run = await system.JulieAsync(Token, "eval", "cosqa", "--data", folder, "--split", "some.json", "--json");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("mrr").GetDouble());
        Assert.Equal(["vectors alone", "lexical alone", "fused"], json.RootElement.GetProperty("variants").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Own_AsksWhatAuthorsSay_OfCodeThatDoesNotSayItAnyMore()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("egret.go", "package egret\n\n// DrainEgret empties the pond before the winter comes.\nfunc DrainEgret(p *Pond) error {\n\treturn p.Flush()\n}\n");
        repository.Write("other.go", "package egret\n\nfunc Fill(p *Pond) error {\n\treturn nil\n}\n");
        await repository.CommitAsync("first", Token);

        var run = await system.JulieAsync(Token, "eval", "own", repository.Folder, "--json");
        var found = await system.JulieAsync(Token, "search", "--json", $"repo:eval/own-{Path.GetFileName(repository.Folder)} winter");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        using var json = JsonDocument.Parse(run.Output);
        var details = json.RootElement.GetProperty("details").EnumerateArray().ToLookup(d => d.GetProperty("category").GetString(), d => d.GetProperty("query").GetString());
        Assert.Equal(["empties the pond before the winter comes"], details["function"]);
        Assert.Equal(["DrainEgret", "Fill"], details["name"].Order());
        Assert.Equal(1, json.RootElement.GetProperty("categories").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "name").GetProperty("ndcg10").GetDouble());
        Assert.DoesNotContain("before the winter", found.Output, StringComparison.Ordinal);
    }
}
