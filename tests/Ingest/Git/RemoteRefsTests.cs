using Julie.Ingest.Git;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Git;

public sealed class RemoteRefsTests
{
    internal static readonly RefPatterns Patterns = RefPatterns.Parse(["release/*", "refs/tags/v*"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_LocalRepository_GivesMatchingRefsAtTheirCommits()
    {
        using var room = new GitRoom();
        using var repository = new TestRepository();
        var (first, second) = Fill(repository);

        var refs = await room.Heads.ListAsync(room.Remote(repository.Path), Patterns, Token);

        Expect(refs, first, second);
        Assert.Equal(first, (await room.Heads.ReadAsync(room.Remote(repository.Path), "refs/tags/v2", Token)).Commit);
    }

    internal static (string First, string Second) Fill(TestRepository repository)
    {
        var first = repository.Write("a.txt", "one").Commit();
        repository.Git("branch", "release/1.0");
        repository.Git("branch", "wip");
        repository.Git("tag", "v1");
        repository.Git("tag", "--annotate", "--message", "two", "v2");
        return (first, repository.Write("a.txt", "two").Commit());
    }

    internal static void Expect(RemoteRefs refs, string first, string second)
    {
        Assert.Equal(new RemoteHead("refs/heads/main", second), refs.Default);
        Assert.Equal(["refs/heads/release/1.0", "refs/tags/v1", "refs/tags/v2"], refs.Refs.Keys.Order(StringComparer.Ordinal));
        Assert.All(refs.Refs.Values, commit => Assert.Equal(first, commit));
    }
}
