using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>Every schema file, on a database that holds rows.</summary>
public sealed class UpgradeTests(FirstReleaseDatabase database) : IClassFixture<FirstReleaseDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_AnIndexOfTheFirstSchema_FindsWhatItHeldAndGoesOn()
    {
        var index = await TestIndex.CreateAsync(database);

        // By word and by meaning, with the vector of before.
        Assert.Equal(1, index.Space.Id);
        Assert.Equal("first_release", (await index.SearchAsync("first_release")).Hits[0].Symbol);
        var near = (await index.SearchAsync("kept", like: FirstReleaseDatabase.Embedded)).Hits[0];
        Assert.Equal(("first_release", 1), (near.Symbol, Math.Round(near.Similarity!.Value, 2)));

        // What waited waits, and every file is asked for: what later schemas keep of it is read now.
        Assert.Equal(1, await index.EmbedAllAsync());
        Assert.NotNull(await index.Runs.FindWaitingAsync(1, Token));
        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from remote_check"));
        var (repository, file) = (await index.RegisterAsync("first"), FirstReleaseDatabase.Embedded + "\n\ndef waits():\n  still");
        Assert.Equal(2, (await index.PushAsync(repository, new Dictionary<string, string> { ["first.py"] = file })).Chunks);
        await index.EmbedAllAsync();

        // Who may find what is counted anew with it; what was wrong before is right then.
        Assert.Equal(0, (await index.Doctor.VisibilityAsync(mend: false, Token)).Wrong);
        Assert.Equal(0, (await index.Doctor.StatisticsAsync(mend: false, Token)).Wrong);
        Assert.Equal(0, (await index.Doctor.VectorsAsync(index.Space, mend: false, Token)).Wrong);
    }

    [Fact]
    public async Task Migrate_KeysOfTheFirstSchema_KeepWhatTheyMay()
    {
        Assert.Equal("ci search, ci 2 ingest", await database.ValueAsync<string>("select string_agg(name || ' ' || array_to_string(scopes, '+'), ', ' order by id) from api_key"));
        Assert.Equal("first", await database.ValueAsync<string>("select repository_pattern from access_grant where api_key_id = 1"));
    }

    [Fact]
    public async Task Migrate_ARetiredSpace_HasTheGraceFromNow()
    {
        var index = await TestIndex.CreateAsync(database);

        await index.Collector.CollectAsync(TimeSpan.FromDays(7), 10, Token);
        Assert.NotNull(await index.Spaces.FindAsync(2, Token));

        Assert.Equal(1, (await index.Collector.CollectAsync(TimeSpan.Zero, 10, Token)).Spaces);
        Assert.Null(await index.Spaces.FindAsync(2, Token));
    }
}
