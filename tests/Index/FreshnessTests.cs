using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Freshness;
using Julie.Index.Search;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;
using Julie.Index.Webhooks;

namespace Julie.Index.Tests;

/// <summary>Read your writes (law 6): what is known of a commit, who is woken when it changes, and which results are behind.</summary>
public sealed class FreshnessTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> Files = new() { ["a.py"] = "def curlew():\n    return 'mud'" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CommitReader Commits => new(database.DataSource);

    [Fact]
    public async Task Find_AppliedCommit_IsEmbeddedOnceItsVectorsAre()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("applied");
        var commit = NewCommit();
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = $"def applied():\n    return '{commit}'" }, commit: commit);

        var before = await FindAsync(commit, repository);
        await index.EmbedAllAsync();
        var after = await FindAsync(commit[..9], repository);

        Assert.Equal((CommitState.Applied, commit, commit, false), (before.State, before.Commit, before.Applied, before.Embedded));
        Assert.Equal((CommitState.Applied, commit, true), (after.State, after.Commit, after.Embedded));
    }

    [Fact]
    public async Task Find_CommitOfAnotherRef_IsEmbeddedOnceThatRefsVectorsAre()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("branched");
        await index.Tracker.TrackAsync(repository.RepositoryId, "refs/heads/main", ["refs/heads/feature"], Token);
        var feature = repository with { RefId = await database.ValueAsync<long>("select id from ref where repository_id = $1 and name = 'refs/heads/feature'", repository.RepositoryId) };
        await index.PushAsync(repository, Files);
        await index.EmbedAllAsync();
        var commit = NewCommit();
        await index.PushAsync(feature, new Dictionary<string, string> { ["a.py"] = $"def branched():\n    return '{commit}'" }, commit: commit);

        var before = await FindAsync(commit, repository);
        var elsewhere = await Commits.FindAsync(commit, ReadableRepositories.Everything, SearchFilters.None with { Refs = ["main"] }, Token);
        await index.EmbedAllAsync();
        var after = await FindAsync(commit, repository);

        Assert.Equal((CommitState.Applied, false, true), (before.State, before.Embedded, after.Embedded));
        Assert.Equal(CommitState.Unknown, elsewhere.State);
    }

    [Fact]
    public async Task Find_CommitThatANewerHeadReplaced_SaysByWhich()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("replaced");
        var (first, second) = (NewCommit(), NewCommit());
        await index.PushAsync(repository, Files, commit: first);
        await index.PushAsync(repository, Files, commit: second);

        var status = await FindAsync(first, repository);

        Assert.Equal((CommitState.Replaced, first, second), (status.State, status.Commit, status.Applied));
    }

    [Fact]
    public async Task Find_CommitThatOnlyADeliveryNamed_WaitsUntilItsSyncOrALaterOneIsApplied()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("delivered");
        await index.PushAsync(repository, Files);
        var (told, applied) = (NewCommit(), NewCommit());

        await DeliverAsync("delivered", told);
        var waiting = await FindAsync(told, repository);
        var staleBefore = Assert.Single((await index.SearchAsync("curlew", ReadableRepositories.Of(repository.RepositoryId))).Hits).Stale;
        await new DeliveryStore(database.DataSource).DispatchKnownAsync(100, Token);
        var dispatched = await FindAsync(told, repository);
        var stale = Assert.Single((await index.SearchAsync("curlew", ReadableRepositories.Of(repository.RepositoryId))).Hits).Stale;
        await index.PushAsync(repository, Files, commit: applied);
        var after = await FindAsync(told, repository);
        var fresh = Assert.Single((await index.SearchAsync("curlew", ReadableRepositories.Of(repository.RepositoryId))).Hits).Stale;

        Assert.Equal((CommitState.Pending, CommitState.Pending), (waiting.State, dispatched.State));
        Assert.Equal((CommitState.Replaced, applied), (after.State, after.Applied));
        Assert.Equal((true, true, false), (staleBefore, stale, fresh));
    }

    [Fact]
    public async Task Find_FailedSync_SaysTheError()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("broken");
        var told = NewCommit();
        await DeliverAsync("broken", told);
        await new DeliveryStore(database.DataSource).DispatchKnownAsync(100, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        await index.Runs.FailAsync(run.Id, "the remote is on fire", Token);

        var status = await FindAsync(told, repository);

        Assert.Equal((CommitState.Failed, "the remote is on fire"), (status.State, status.Error));
    }

    [Fact]
    public async Task Find_RefThatIsTrackedNoMore_IsGone()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("gone");
        await index.Tracker.TrackAsync(repository.RepositoryId, "refs/heads/main", ["refs/heads/old"], Token);
        var told = NewCommit();
        await DeliverAsync("gone", told, "refs/heads/old");
        await new DeliveryStore(database.DataSource).DispatchKnownAsync(100, Token);

        await index.Tracker.TrackAsync(repository.RepositoryId, "refs/heads/main", [], Token);

        Assert.Equal(CommitState.Gone, (await FindAsync(told, repository)).State);
    }

    [Fact]
    public async Task Find_UnreadableRepository_IsAsUnknownAsACommitThatIsNone()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("secret-commits");
        var other = await index.RegisterAsync("other-commits");
        var commit = NewCommit();
        await index.PushAsync(repository, Files, commit: commit);

        var hidden = await Commits.FindAsync(commit, ReadableRepositories.Of(other.RepositoryId), SearchFilters.None, Token);
        var none = await Commits.FindAsync(NewCommit(), ReadableRepositories.Of(other.RepositoryId), SearchFilters.None, Token);
        var filtered = await Commits.FindAsync(commit, ReadableRepositories.Everything, SearchFilters.None with { Repositories = ["other-commits"] }, Token);

        Assert.Equal(none, hidden);
        Assert.Equal(none, filtered);
        Assert.Equal(CommitState.Unknown, none.State);
    }

    [Fact]
    public async Task Find_BeginningOfTwoCommits_CountsBoth()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("twins");
        var start = NewCommit()[..8];
        await index.PushAsync(repository, Files, commit: start + NewCommit()[8..]);
        await index.PushAsync(repository, Files, commit: start + NewCommit()[8..]);

        Assert.Equal(2, (await FindAsync(start, repository)).Matches);
    }

    [Fact]
    public async Task Wait_CommitThatComesLater_EndsWhenItIsApplied()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("later");
        await using var events = new IndexEvents(database.DataSource, TimeProvider.System);
        var waiter = new CommitWaiter(Commits, events, TimeProvider.System);
        var commit = NewCommit();

        var wait = waiter.WaitAsync(commit, false, ReadableRepositories.Everything, SearchFilters.None, Generous, Token);
        await index.PushAsync(repository, Files, commit: commit);

        Assert.Equal(CommitState.Applied, (await wait).State);
    }

    [Fact]
    public async Task Wait_ForVectors_EndsWhenTheyAreStored()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("vectors");
        await using var events = new IndexEvents(database.DataSource, TimeProvider.System);
        var waiter = new CommitWaiter(Commits, events, TimeProvider.System);
        var commit = NewCommit();
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = $"def vectors():\n    return '{commit}'" }, commit: commit);

        var wait = waiter.WaitAsync(commit, true, ReadableRepositories.Everything, SearchFilters.None with { Repositories = ["vectors"] }, Generous, Token);
        Assert.False(wait.IsCompleted);
        await index.EmbedAllAsync();

        Assert.True((await wait).Embedded);
    }

    [Fact]
    public async Task Wait_TimeIsOver_SaysWhatIsKnown()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("late");
        var told = NewCommit();
        await DeliverAsync("late", told);
        await using var events = new IndexEvents(database.DataSource, TimeProvider.System);
        var waiter = new CommitWaiter(Commits, events, TimeProvider.System);

        var status = await waiter.WaitAsync(told, false, ReadableRepositories.Of(repository.RepositoryId), SearchFilters.None, TimeSpan.Zero, Token);

        Assert.Equal((CommitState.Pending, told), (status.State, status.Commit));
    }

    [Fact]
    public async Task Events_MoveOfARef_WakesWhoeverTookTheEventBefore()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("noisy");
        await using var events = new IndexEvents(database.DataSource, TimeProvider.System);
        // The first event says that it listens now.
        await events.Next.WaitAsync(Generous, Token);

        var next = events.Next;
        await index.PushAsync(repository, Files);

        await next.WaitAsync(Generous, Token);
    }

    [Fact]
    public async Task Search_HeadThatTheRemoteHas_IsStaleUntilApplied()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("behind");
        await index.PushAsync(repository, Files);
        var readable = ReadableRepositories.Of(repository.RepositoryId);
        var before = Assert.Single((await index.SearchAsync("curlew", readable)).Hits).Stale;

        await index.Checks.SeeAsync(repository.RepositoryId, new Dictionary<string, string> { ["refs/heads/main"] = NewCommit() }, Lane.OnDemand, null, Token);

        Assert.False(before);
        Assert.True(Assert.Single((await index.SearchAsync("curlew", readable)).Hits).Stale);
        await index.PushAsync(repository, Files);
        Assert.False(Assert.Single((await index.SearchAsync("curlew", readable)).Hits).Stale);
    }

    private static string NewCommit() => $"{Guid.NewGuid():N}01234567";

    private Task<CommitStatus> FindAsync(string commit, RegisteredRepository repository) =>
        Commits.FindAsync(commit, ReadableRepositories.Of(repository.RepositoryId), SearchFilters.None, Token);

    private Task<IReadOnlyList<StoredDelivery>> DeliverAsync(string name, string commit, string refName = "refs/heads/main") => new DeliveryStore(database.DataSource).AddAsync(
        [new("github", "github", Guid.NewGuid().ToString(), "push", DeliveryKind.Push, "test.example", name, $"https://test.example/{name}", null, null, [new(refName, commit)], null, null)],
        Token);
}
