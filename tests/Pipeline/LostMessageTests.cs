using System.Net.Http.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

using Npgsql;

namespace Julie.Pipeline.Tests;

/// <summary>Law 2: Postgres is the truth and the queue a doorbell. What waits in a table is done, whether its message came or not.</summary>
public sealed class LostMessageTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sync_WhoseMessageWasNeverSent_IsAppliedByTheReconciler()
    {
        using var repository = await RepositoryAsync("def first_pelican():\n    return 1\n");
        var first = await system.IndexAsync(repository.Folder, Token);
        repository.Write("second.py", "def second_pelican():\n    return 2\n");
        var commit = await repository.CommitAsync("second", Token);
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);

        var run = await ScalarAsync(
            index, "insert into sync_run (ref_id, lane) select id, 1 from ref where repository_id = $1 and is_default returning id", first.RepositoryId);

        var sync = await UntilAsync($"/api/syncs/{run}", (SyncStatus status) => status.Complete);
        Assert.Equal("applied", sync.State);
        Assert.Equal(commit, sync.Commit);
    }

    [Fact]
    public async Task Push_ThatNobodyTold_IsFoundOnTheRemote()
    {
        using var repository = await RepositoryAsync("def first_gannet():\n    return 1\n");
        var first = await system.IndexAsync(repository.Folder, Token);
        repository.Write("second.py", "def second_gannet():\n    return 2\n");
        var commit = await repository.CommitAsync("second", Token);
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);

        // Instead of waiting for the minute that a repository is left alone after a change.
        await ScalarAsync(index, "update remote_check set due_at = now() where repository_id = $1 returning id", first.RepositoryId);

        var status = await UntilAsync($"/api/repositories/{first.RepositoryId}", (RepositoryStatus one) => one.Commit == commit);
        Assert.NotNull(status.Remote!.CheckedAt);
        Assert.Null(status.Remote.Error);
    }

    [Fact]
    public async Task Vector_ThatIsMissing_IsComputedAgainWithoutAMessage()
    {
        using var repository = await RepositoryAsync("def lonely_cormorant():\n    return 'cliff'\n");
        var sync = await system.IndexAsync(repository.Folder, Token);
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);
        var space = await ScalarAsync(index, "select id from space where state = 'active' and $1 > 0", sync.RepositoryId);

        var lost = await ScalarAsync(
            index,
            $"""
            with gone as (
              delete from space_{space} v using passage_repository r where r.passage_id = v.passage_id and r.repository_id = $1 returning v.passage_id),
            work as (insert into embed_work (space_id, passage_id, lane) select {space}, passage_id, 2 from gone returning 1)
            select count(*) from work
            """,
            sync.RepositoryId);

        Assert.Equal(sync.Passages.Total, lost);
        var status = await UntilAsync(
            $"/api/repositories/{sync.RepositoryId}", (RepositoryStatus one) => one.Passages.Embedded == one.Passages.Total);
        Assert.Equal("ready", status.State);
    }

    private static async Task<SampleRepository> RepositoryAsync(string code)
    {
        var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("bird.py", code);
        await repository.CommitAsync("first", Token);
        return repository;
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource index, string sql, long argument)
    {
        await using var command = index.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<T> UntilAsync<T>(string address, Func<T, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (true)
        {
            var status = await system.Api.GetFromJsonAsync<T>(address, patience.Token);
            if (reached(status!))
            {
                return status!;
            }

            await Task.Delay(200, patience.Token);
        }
    }
}
