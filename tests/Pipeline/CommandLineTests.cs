using System.Text.Json;

using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>The <c>julie</c> command against the running system.</summary>
public sealed class CommandLineTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IndexSearchStatus_AsAUserTypesThem_Work()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("queue/heron.go", "package queue\n\n// DrainHeron empties the queue before shutdown.\nfunc DrainHeron(q *Queue) error {\n\treturn q.Flush()\n}\n");
        await repository.CommitAsync("first", Token);

        var index = await system.JulieAsync(Token, "index", repository.Folder, "--name", "heron", "--wait");
        var search = await system.JulieAsync(Token, "search", "--json", "repo:heron empty the queue before shutdown");
        var nothing = await system.JulieAsync(Token, "search", "--json", "repo:no-such-repository anything");
        var status = await system.JulieAsync(Token, "status", "--json");
        var refused = await system.JulieAsync(Token, "index", "/no/such/folder", "--wait");

        Assert.True(index.ExitCode == 0, index.Error + index.Output);
        Assert.True(search.ExitCode == 0, search.Error);
        using var answer = JsonDocument.Parse(search.Output);
        var first = answer.RootElement.GetProperty("results")[0];
        Assert.Equal("queue/heron.go", first.GetProperty("path").GetString());
        foreach (var field in new[] { "repository", "path", "startLine", "endLine", "symbol", "language", "commit", "score", "snippet" })
        {
            Assert.True(first.TryGetProperty(field, out _), field);
        }

        Assert.Equal(1, nothing.ExitCode);
        using var state = JsonDocument.Parse(status.Output);
        Assert.Contains(state.RootElement.GetProperty("repositories").EnumerateArray(), one => one.GetProperty("name").GetString() == "heron");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("/no/such/folder", refused.Error + refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepositoriesRemove_TakesItOut_AndIndexBringsItBackAsNew()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("ibis.go", "package ibis\n\nfunc FoldIbis() int {\n\treturn 1\n}\n");
        await repository.CommitAsync("first", Token);
        var index = await system.JulieAsync(Token, "index", repository.Folder, "--name", "acme/ibis", "--wait");

        var asked = await system.JulieAsync(Token, "repositories", "remove", "acme/ibis");
        var ending = await system.JulieAsync(Token, "repositories", "remove", "ibis", "--yes");
        var removed = await system.JulieAsync(Token, "repositories", "remove", "acme/ibis", "--yes");
        var again = await system.JulieAsync(Token, "repositories", "remove", "acme/ibis", "--yes");
        var search = await system.JulieAsync(Token, "search", "repo:acme/ibis FoldIbis");
        var back = await system.JulieAsync(Token, "index", repository.Folder, "--name", "acme/ibis", "--wait");

        Assert.True(index.ExitCode == 0, index.Error);
        Assert.Equal((2, 1, 0, 1, 1, 0), (asked.ExitCode, ending.ExitCode, removed.ExitCode, again.ExitCode, search.ExitCode, back.ExitCode));
        Assert.Contains("acme/ibis is removed", removed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await system.JulieAsync(Token, "search", "repo:acme/ibis FoldIbis")).ExitCode);
    }
}
