using System.Net.Http.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

using Npgsql;

namespace Julie.Pipeline.Tests;

/// <summary>A repository's life, through the real processes: the laws about what a sync reads, embeds and shows.</summary>
public sealed class SyncTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_NewRepository_FindsCodeAndAccountsForEveryFile()
    {
        using var repository = await SampleAsync();
        repository.Write("logo.png", [0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]);
        repository.Write("vendor/lib/left.js", "module.exports = function left(s) { return s; };\n");
        await repository.CommitAsync("add odd files", Token);

        var sync = await system.IndexAsync(repository.Folder, Token);

        var status = await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{sync.RepositoryId}", Token);
        Assert.Equal("ready", status!.State);
        Assert.Equal(status.Files.Total, status.Files.Indexed + status.Files.Skipped.Values.Sum() + status.Files.Failed);
        Assert.Equal(status.Passages.Total, status.Passages.Embedded);
        Assert.True(status.Files.Skipped.ContainsKey("binary"), string.Join(' ', status.Files.Skipped.Keys));
        var files = (await repository.GitAsync(Token, "ls-tree", "-r", "--name-only", "HEAD")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(files.Length, status.Files.Total);

        var answer = await system.SearchAsync(status.Name, "open the ledger and post an invoice", Token);
        Assert.Equal("src/Ledger.cs", answer.Results[0].Path);
        Assert.Equal(sync.Commit, answer.Results[0].Commit);
        Assert.Contains("PostInvoice", answer.Results[0].Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_SameHeadAgain_ReadsAndEmbedsNothing()
    {
        using var repository = await SampleAsync();
        await system.IndexAsync(repository.Folder, Token);

        var again = await system.IndexAsync(repository.Folder, Token);

        Assert.Equal("applied", again.State);
        Assert.Equal(0, again.BlobsRead);
        Assert.Equal(0, again.PassagesNew);
    }

    [Fact]
    public async Task Index_OneLineOfOneFunctionChanged_EmbedsAtMostTwoPassagesAndForgetsTheOldText()
    {
        using var repository = await SampleAsync();
        var first = await system.IndexAsync(repository.Folder, Token);
        var name = await NameAsync(first);
        repository.Write("src/Ledger.cs", Ledger.Replace("entries.Add(total);", "entries.Add(total + zanzibarSurcharge);", StringComparison.Ordinal));
        var commit = await repository.CommitAsync("surcharge", Token);

        var second = await system.IndexAsync(repository.Folder, Token);

        Assert.InRange(second.PassagesNew, 1, 2);
        Assert.Equal(1, second.BlobsRead);
        var answer = await system.SearchAsync(name, "zanzibarSurcharge", Token);
        Assert.Contains(answer.Results, hit => hit.Snippet.Contains("zanzibarSurcharge", StringComparison.Ordinal) && hit.Commit == commit);

        repository.Write("src/Ledger.cs", Ledger);
        await repository.CommitAsync("no surcharge", Token);
        var third = await system.IndexAsync(repository.Folder, Token);

        Assert.Equal(0, third.PassagesNew);
        var gone = await system.SearchAsync(name, "zanzibarSurcharge", Token);
        Assert.DoesNotContain(gone.Results, hit => hit.Snippet.Contains("zanzibarSurcharge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Index_FileDeleted_IsNotFoundAnyMore()
    {
        using var repository = await SampleAsync();
        var name = await NameAsync(await system.IndexAsync(repository.Folder, Token));
        Assert.Contains((await system.SearchAsync(name, "retry with exponential backoff", Token)).Results, hit => hit.Path == "lib/retry.py");

        repository.Delete("lib/retry.py");
        await repository.CommitAsync("remove", Token);
        var sync = await system.IndexAsync(repository.Folder, Token);

        Assert.Equal(0, sync.PassagesNew);
        Assert.DoesNotContain((await system.SearchAsync(name, "retry with exponential backoff", Token)).Results, hit => hit.Path == "lib/retry.py");
    }

    [Fact]
    public async Task Index_SameHeadAgainAfterAFileFailed_TriesThatFileAgain()
    {
        using var repository = await SampleAsync();
        var first = await system.IndexAsync(repository.Folder, Token);
        await using (var source = NpgsqlDataSource.Create(system.Endpoints.Postgres))
        await using (var fail = source.CreateCommand("update tree_entry set state = 'failed', error = 'out of luck' where path = 'lib/retry.py' and ref_id in (select id from ref where repository_id = $1)"))
        {
            fail.Parameters.Add(new() { Value = first.RepositoryId });
            Assert.Equal(1, await fail.ExecuteNonQueryAsync(Token));
        }

        Assert.Equal(1, await FailedAsync());
        await system.IndexAsync(repository.Folder, Token);
        Assert.Equal(0, await FailedAsync());

        async Task<long> FailedAsync() => (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{first.RepositoryId}", Token))!.Files.Failed;
    }

    [Fact]
    public async Task Index_FileRenamed_EmbedsNothingAndIsFoundUnderTheNewPath()
    {
        using var repository = await SampleAsync();
        var name = await NameAsync(await system.IndexAsync(repository.Folder, Token));
        await repository.GitAsync(Token, "mv", "lib/retry.py", "lib/patience.py");
        await repository.CommitAsync("rename", Token);

        var sync = await system.IndexAsync(repository.Folder, Token);

        Assert.Equal(0, sync.BlobsRead);
        Assert.Equal(0, sync.PassagesNew);
        var paths = (await system.SearchAsync(name, "retry with exponential backoff", Token)).Results.Select(hit => hit.Path).ToList();
        Assert.Contains("lib/patience.py", paths);
        Assert.DoesNotContain("lib/retry.py", paths);
    }

    [Fact]
    public async Task Index_Fork_EmbedsNothingAndIsFoundInBoth()
    {
        using var repository = await SampleAsync();
        var original = await NameAsync(await system.IndexAsync(repository.Folder, Token));
        using var fork = await repository.ForkAsync(Token);

        var sync = await system.IndexAsync(fork.Folder, Token);

        Assert.Equal(0, sync.BlobsRead);
        Assert.Equal(0, sync.PassagesNew);
        var forked = await NameAsync(sync);
        Assert.NotEqual(original, forked);
        Assert.NotEmpty((await system.SearchAsync(forked, "post an invoice", Token)).Results);
        Assert.NotEmpty((await system.SearchAsync(original, "post an invoice", Token)).Results);
    }

    [Fact]
    public async Task Index_AgainWithoutAName_KeepsTheNameThatWasChosen()
    {
        using var repository = await SampleAsync();
        await system.IndexAsync(repository.Folder, Token, "chosen-name");

        var again = await system.IndexAsync(repository.Folder, Token);
        Assert.Equal("chosen-name", await NameAsync(again));

        Assert.Equal("other-name", await NameAsync(await system.IndexAsync(repository.Folder, Token, "other-name")));
    }

    private const string Ledger = """
        namespace Sample;

        /// <summary>Keeps the entries of one account.</summary>
        public sealed class Ledger
        {
            private readonly List<decimal> entries = [];

            /// <summary>Opens the ledger and posts an invoice with its tax.</summary>
            public void PostInvoice(decimal net, decimal taxRate)
            {
                var total = net * (1 + taxRate);
                entries.Add(total);
            }

            /// <summary>The balance of all entries.</summary>
            public decimal Balance() => entries.Sum();
        }

        """;

    private static async Task<SampleRepository> SampleAsync()
    {
        var repository = await SampleRepository.CreateAsync(Token);
        repository
            .Write("src/Ledger.cs", Ledger)
            .Write("lib/retry.py", """
                import time


                def retry_with_backoff(action, attempts=5, base_delay=0.1):
                    \"\"\"Retry the action with exponential backoff until it succeeds.\"\"\"
                    for attempt in range(attempts):
                        try:
                            return action()
                        except ConnectionError:
                            time.sleep(base_delay * 2 ** attempt)
                    raise TimeoutError("gave up")

                """.Replace("\\\"", "\"", StringComparison.Ordinal))
            .Write("README.md", "# Sample\n\nA small accounting sample.\n\n## Install\n\nRun the installer and restart the daemon.\n");
        await repository.CommitAsync("first", Token);
        return repository;
    }

    private async Task<string> NameAsync(SyncStatus sync)
        => (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{sync.RepositoryId}", Token))!.Name;
}
