using System.Net;
using System.Net.Http.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

using Npgsql;

namespace Julie.Pipeline.Tests;

/// <summary>Law 8 end to end: whatever is being filled, a push does not wait for it.</summary>
public sealed class LaneTests(RunningSystem system)
{
    /// <summary>Writing one of these takes a while, by a trigger: so a backfill of them lasts, and still costs no processor that others need.</summary>
    private const string Slow = "slowbird";

    private const int SlowFiles = 700;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_ToARepositoryWhoseOwnBackfillRuns_IsSearchableBeforeTheRest()
    {
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);
        using var repository = await SlowRepositoryAsync(1);
        RepositoryAccepted backfill;
        SearchAnswer found;
        SyncStatus meanwhile;
        RepositoryStatus half;
        await using (await SlowWritesAsync(index))
        {
            backfill = await RegisterAsync(repository);
            await UntilAsync($"/api/syncs/{backfill.SyncId}", (SyncStatus s) => s.State == "running" && s.BlobsRead > 0);

            var commit = await PushAsync(repository, "avocet.py", "def overtaking_avocet():\n    return 'ahead of the backfill'\n");
            // The vectors of the whole snapshot are complete only after the backfill.
            found = await FindAsync("overtaking_avocet", backfill.Name, commit, vectors: false);
            meanwhile = (await system.Api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{backfill.SyncId}", Token))!;
            half = (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{backfill.RepositoryId}", Token))!;
        }

        Assert.Equal("applied", found.WaitFor!.State);
        Assert.Contains(found.Results, hit => hit.Path == "avocet.py");
        Assert.Equal(("applied", false), (meanwhile.State, meanwhile.Complete));
        Assert.InRange(half.Files.Pending, 1, SlowFiles);
        Assert.Equal(half.Files.Total, half.Files.Indexed + half.Files.Pending);

        await UntilAsync($"/api/syncs/{backfill.SyncId}", (SyncStatus s) => s.Complete);
        var whole = (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{backfill.RepositoryId}", Token))!;
        Assert.Equal((SlowFiles + 1, SlowFiles + 1, 0), (whole.Files.Total, whole.Files.Indexed, whole.Files.Pending));
        Assert.Equal("ready", whole.State);
    }

    [Fact]
    public async Task PushAndRequest_WhileMoreBackfillsRunThanThereAreSlots_AreSearchableByVector()
    {
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);
        using var pushed = await SampleRepository.CreateAsync(Token);
        pushed.Write("first.py", "def first_godwit():\n    return 1\n");
        await pushed.CommitAsync("first", Token);
        var first = await system.IndexAsync(pushed.Folder, Token);
        var slow = new List<SampleRepository>();
        try
        {
            var backfills = new List<RepositoryAccepted>();
            SearchAnswer found;
            SyncStatus asked;
            var meanwhile = new List<SyncStatus>();
            await using (await SlowWritesAsync(index))
            {
                for (var i = 2; i < 6; i++)
                {
                    slow.Add(await SlowRepositoryAsync(i));
                    backfills.Add(await RegisterAsync(slow[^1]));
                }

                await UntilAsync($"/api/syncs/{backfills[0].SyncId}", (SyncStatus s) => s.State == "running" && s.BlobsRead > 0);
                var commit = await PushAsync(pushed, "second.py", "def second_godwit():\n    return 'between backfills'\n");
                found = await FindAsync("second_godwit", first.Repository, commit);
                // What a person asks for does not wait either.
                pushed.Write("third.py", "def third_godwit():\n    return 'asked for'\n");
                await pushed.CommitAsync("third", Token);
                asked = await system.IndexAsync(pushed.Folder, Token);
                foreach (var backfill in backfills)
                {
                    meanwhile.Add((await system.Api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{backfill.SyncId}", Token))!);
                }
            }

            Assert.Equal(("applied", true), (found.WaitFor!.State, found.WaitFor.Embedded));
            Assert.Contains(found.Results, hit => hit.Path == "second.py" && hit.Similarity is not null);
            Assert.Equal("applied", asked.State);
            Assert.All(meanwhile, sync => Assert.Null(sync.FinishedAt));
            foreach (var backfill in backfills)
            {
                await UntilAsync($"/api/syncs/{backfill.SyncId}", (SyncStatus s) => s.Complete);
            }
        }
        finally
        {
            slow.ForEach(repository => repository.Dispose());
        }
    }

    [Fact]
    public async Task Push_OfAPassageThatABackfillHoldsBack_RaisesItsLane()
    {
        await using var index = NpgsqlDataSource.Create(system.Endpoints.Postgres);
        var text = $"def shared_whimbrel():\n    return '{Guid.NewGuid():N}'\n";
        using var held = await SampleRepository.CreateAsync(Token);
        held.Write("held.py", text);
        await held.CommitAsync("held", Token);
        var holder = await system.IndexAsync(held.Folder, Token);
        using var pushed = await SampleRepository.CreateAsync(Token);
        pushed.Write("first.py", "def first_whimbrel():\n    return 1\n");
        await pushed.CommitAsync("first", Token);
        var first = await system.IndexAsync(pushed.Folder, Token);

        // As it is while a backfill's job waits in its queue: stamped as published, so that the reconciler leaves it alone for minutes.
        await using (var back = index.CreateCommand(
            $"""
            with gone as (
              delete from space_{await SpaceAsync(index)} v using passage_repository r where r.passage_id = v.passage_id and r.repository_id = $1 returning v.passage_id)
            insert into embed_work (space_id, passage_id, lane, published_at) select $2, passage_id, 2, now() from gone
            """))
        {
            back.Parameters.Add(new NpgsqlParameter { Value = holder.RepositoryId });
            back.Parameters.Add(new NpgsqlParameter { Value = await SpaceAsync(index) });
            Assert.Equal(holder.Passages.Total, await back.ExecuteNonQueryAsync(Token));
        }

        var commit = await PushAsync(pushed, "copy.py", text);
        var found = await FindAsync("shared_whimbrel", first.Repository, commit);

        Assert.Equal(("applied", true), (found.WaitFor!.State, found.WaitFor.Embedded));
        Assert.Contains(found.Results, hit => hit.Path == "copy.py" && hit.Similarity is not null);
    }

    private static async Task<long> SpaceAsync(NpgsqlDataSource index)
    {
        await using var command = index.CreateCommand("select id from space where state = 'active'");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task<SampleRepository> SlowRepositoryAsync(int number)
    {
        var repository = await SampleRepository.CreateAsync(Token);
        for (var i = 0; i < SlowFiles; i++)
        {
            repository.Write($"src/bird{i}.py", $"def {Slow}_{number}_{i}():\n    return '{Guid.NewGuid():N}'\n");
        }

        await repository.CommitAsync("many", Token);
        return repository;
    }

    /// <summary>Until it is disposed, each slow symbol takes 60 ms: a backfill of a slow repository 42 s at least.</summary>
    private static async Task<IAsyncDisposable> SlowWritesAsync(NpgsqlDataSource index)
    {
        var name = $"slow_{Guid.NewGuid():N}";
        await ExecuteAsync(
            index,
            $"""
            create function {name}() returns trigger language plpgsql as $$ begin perform pg_sleep(0.06); return null; end $$;
            create trigger {name} after insert on symbol for each row when (new.name like '{Slow}%') execute function {name}()
            """);
        return new Cleanup(() => ExecuteAsync(index, $"drop function {name}() cascade"));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource index, string sql)
    {
        await using var command = index.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<RepositoryAccepted> RegisterAsync(SampleRepository repository)
    {
        using var response = await system.Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(repository.Folder), Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<RepositoryAccepted>(Token))!;
    }

    private async Task<string> PushAsync(SampleRepository repository, string path, string text)
    {
        repository.Write(path, text);
        var commit = await repository.CommitAsync("push", Token);
        using var response = await Webhook.SendAsync(system, repository.Folder, commit, Token);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return commit;
    }

    private async Task<SearchAnswer> FindAsync(string word, string repository, string commit, bool vectors = true) =>
        (await system.Api.GetFromJsonAsync<SearchAnswer>(
            $"/api/search?q={word} repo:{Uri.EscapeDataString(repository)}&waitFor={commit}&waitForSeconds=40&waitForVectors={vectors}", Token))!;

    private async Task<T> UntilAsync<T>(string address, Func<T, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            var status = await system.Api.GetFromJsonAsync<T>(address, patience.Token);
            if (reached(status!))
            {
                return status!;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private sealed class Cleanup(Func<Task> clean) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await clean();
    }
}
