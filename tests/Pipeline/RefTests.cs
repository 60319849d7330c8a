using System.Net.Http.Json;
using System.Text.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>Branches and tags by pattern, and the doctor, through the real processes.</summary>
public sealed class RefTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_WithPattern_FindsTheBranchByItsRefUntilItIsDeleted()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("kiwi.py", "def main_kiwi():\n    return 1\n").Write("same.py", "def same_everywhere():\n    return 0\n");
        await repository.CommitAsync("first", Token);
        await repository.GitAsync(Token, "checkout", "-q", "-b", "release/1.0");
        repository.Write("kiwi.py", "def released_takahe():\n    return 2\n");
        var released = await repository.CommitAsync("release", Token);
        await repository.GitAsync(Token, "checkout", "-q", "main");

        using var response = await system.Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(repository.Folder, null, ["release/*"]), Token);
        var accepted = (await response.Content.ReadFromJsonAsync<RepositoryAccepted>(Token))!;
        var refs = await UntilAsync(accepted.RepositoryId, all => all.Count == 2 && all.All(r => r.Commit is not null));

        Assert.Equal(released, refs.Single(r => r.Name == "refs/heads/release/1.0").Commit);
        var hit = (await system.SearchAsync(accepted.Name, "ref:release/1.0 released_takahe", Token)).Results[0];
        Assert.Equal(("refs/heads/release/1.0", released, "kiwi.py"), (hit.Ref, hit.Commit, hit.Path));
        Assert.DoesNotContain((await system.SearchAsync(accepted.Name, "released_takahe", Token)).Results, r => r.Symbol == "released_takahe");
        var cli = await system.JulieAsync(Token, "search", "--json", "--ref", "release/1.0", $"repo:{accepted.Name}", "released_takahe");
        Assert.Contains("released_takahe", cli.Output, StringComparison.Ordinal);

        // Asked for again, all its refs are looked at.
        await repository.GitAsync(Token, "checkout", "-q", "release/1.0");
        repository.Write("kiwi.py", "def released_takahe_again():\n    return 3\n");
        var patch = await repository.CommitAsync("patch", Token);
        await repository.GitAsync(Token, "checkout", "-q", "main");
        await system.IndexAsync(repository.Folder, Token);
        await UntilAsync(accepted.RepositoryId, all => all.Any(r => r.Commit == patch));

        await repository.GitAsync(Token, "branch", "-q", "-D", "release/1.0");
        await repository.GitAsync(Token, "tag", "v1");
        using var patched = await system.Api.PatchAsJsonAsync($"/api/repositories/{accepted.RepositoryId}", new UpdateRepository(["release/*", "refs/tags/v*"]), Token);
        var status = (await patched.Content.ReadFromJsonAsync<RepositoryStatus>(Token))!;

        Assert.Equal(["refs/heads/release/*", "refs/tags/v*"], status.RefPatterns);
        refs = await UntilAsync(accepted.RepositoryId, all => all.All(r => r.Commit is not null));
        Assert.Equal(["refs/heads/main", "refs/tags/v1"], refs.Select(r => r.Name));
        Assert.DoesNotContain((await system.SearchAsync(accepted.Name, "ref:* released_takahe", Token)).Results, r => r.Symbol == "released_takahe");
    }

    [Fact]
    public async Task Update_BadPatternOrUnknownRepository_IsRefused()
    {
        using var unknown = await system.Api.PatchAsJsonAsync("/api/repositories/999999", new UpdateRepository(["x"]), Token);
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("a.py", "a = 1\n");
        await repository.CommitAsync("first", Token);
        var sync = await system.IndexAsync(repository.Folder, Token);
        using var bad = await system.Api.PatchAsJsonAsync($"/api/repositories/{sync.RepositoryId}", new UpdateRepository(["refs/pull/*"]), Token);

        Assert.Equal(404, (int)unknown.StatusCode);
        Assert.Equal(400, (int)bad.StatusCode);
        Assert.Contains(ProblemTypes.InvalidRefPattern, await bad.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_LostTreeEntry_IsBroughtBackByASync()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("hoatzin.py", "def hoatzin():\n    return 1\n").Write("b.py", "b = 1\n");
        await repository.CommitAsync("first", Token);
        var sync = await system.IndexAsync(repository.Folder, Token);
        await using var index = Npgsql.NpgsqlDataSource.Create(system.Endpoints.Postgres);
        await using var lose = index.CreateCommand(
            $"delete from tree_entry where path = 'hoatzin.py' and ref_id in (select id from ref where repository_id = {sync.RepositoryId})");
        Assert.Equal(1, await lose.ExecuteNonQueryAsync(Token));

        var doctor = await system.JulieAsync(Token, "doctor", "--json");
        var report = JsonSerializer.Deserialize<DoctorReport>(doctor.Output, JsonSerializerOptions.Web)!;

        // Folders of other tests are gone by now: a remote that does not answer is wrong, and cannot be mended here.
        Assert.Equal(report.Healthy ? 0 : 1, doctor.ExitCode);
        Assert.All(report.Checks.Where(c => c.Name is "files" or "visibility" or "vectors" or "statistics"), c => Assert.Equal(c.Wrong, c.Mended));
        Assert.True(report.Checks.Single(c => c.Name == "files").Mended > 0);
        while ((await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{sync.RepositoryId}", Token))!.Files.Total < 2)
        {
            await Task.Delay(200, Token);
        }

        Assert.NotEmpty((await system.SearchAsync(sync.Repository, "hoatzin", Token)).Results);
    }

    [Fact]
    public async Task Doctor_FileThatFailed_IsTriedAgain()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("jacana.py", "def jacana():\n    return 1\n");
        await repository.CommitAsync("first", Token);
        var sync = await system.IndexAsync(repository.Folder, Token);
        await using var index = Npgsql.NpgsqlDataSource.Create(system.Endpoints.Postgres);
        await using var fail = index.CreateCommand(
            $"update tree_entry set state = 'failed', error = 'out of luck' where path = 'jacana.py' and ref_id in (select id from ref where repository_id = {sync.RepositoryId})");
        Assert.Equal(1, await fail.ExecuteNonQueryAsync(Token));

        var looked = await system.JulieAsync(Token, "doctor", "--look");
        Assert.Contains(": 1, the first is jacana.py: out of luck", looked.Output, StringComparison.Ordinal);
        // files of other tests may have failed, too
        Assert.Matches("0 of [1-9][0-9]* files that failed are tried again", looked.Output);
        var doctor = await system.JulieAsync(Token, "doctor");

        Assert.Matches("[1-9][0-9]* of [1-9][0-9]* files that failed are tried again", doctor.Output);
        while ((await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{sync.RepositoryId}", Token))!.Files.Failed > 0)
        {
            await Task.Delay(200, Token);
        }

        Assert.NotEmpty((await system.SearchAsync(sync.Repository, "jacana", Token)).Results);
    }

    private async Task<IReadOnlyList<RefStatus>> UntilAsync(long repositoryId, Func<IReadOnlyList<RefStatus>, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var refs = (await system.Api.GetFromJsonAsync<IReadOnlyList<RefStatus>>($"/api/repositories/{repositoryId}/refs", patience.Token))!;
            if (reached(refs))
            {
                return refs;
            }

            await Task.Delay(200, patience.Token);
        }
    }
}
