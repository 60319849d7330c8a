using Julie.Ingest.Git;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Git;

/// <summary>Fetching over https from Git's own server.</summary>
// One environment variable names the authority for the whole process.
[Collection("Git over TLS")]
public sealed class HttpsFetchTests : IAsyncLifetime
{
    private readonly TestRepository _repository = new();
    private readonly GitRoom _room = new(o => o.AllowPrivateAddresses = true);
    private GitHttpServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Url => $"{_server.Address}/repo";

    public async ValueTask InitializeAsync()
    {
        _server = await GitHttpServer.StartAsync(Path.GetDirectoryName(_repository.Path)!);
        // One of the few variables that git is given: installations with a private authority set it.
        Environment.SetEnvironmentVariable("GIT_SSL_CAINFO", _server.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("GIT_SSL_CAINFO", null);
        await _server.DisposeAsync();
        _room.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Fetch_GrowingAndRewrittenHistory_GivesEachHeadsTree()
    {
        for (var i = 0; i < 5; i++)
        {
            _repository.Write($"f{i}.txt", new string((char)('a' + i), 1000)).Commit();
        }

        var fetched = await _room.FetchAsync(Url);
        Assert.Equal(_repository.Git("rev-parse", "HEAD"), fetched.Commit);
        Assert.Equal(5, (await _room.FilesAsync(fetched)).Count);

        _repository.Write("f0.txt", "changed").Commit();
        fetched = await _room.FetchAsync(Url);
        Assert.Equal("changed"u8.ToArray(), await ReadAsync(fetched, "f0.txt"));

        _repository.Git("reset", "--quiet", "--hard", "HEAD~3");
        _repository.Write("g.txt", "rewritten").Commit();
        fetched = await _room.FetchAsync(Url);
        Assert.Equal(_repository.Git("rev-parse", "HEAD"), fetched.Commit);
        Assert.Equal(["f0.txt", "f1.txt", "f2.txt", "g.txt"], (await _room.FilesAsync(fetched)).Select(f => f.Path));
        Assert.Equal("rewritten"u8.ToArray(), await ReadAsync(fetched, "g.txt"));
    }

    [Fact]
    public async Task List_RefsByPattern_TakesOneLookAndPeelsTags()
    {
        var (first, second) = RemoteRefsTests.Fill(_repository);

        var refs = await _room.Heads.ListAsync(_room.Remote(Url), RemoteRefsTests.Patterns, Cancellation);

        RemoteRefsTests.Expect(refs, first, second);
        Assert.Single(_server.Requests, r => r.Contains("info/refs", StringComparison.Ordinal));
        Assert.Equal(first, (await _room.Heads.ReadAsync(_room.Remote(Url), "refs/tags/v2", Cancellation)).Commit);
        var gone = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadAsync(_room.Remote(Url), "refs/heads/none", Cancellation));
        Assert.Equal(GitFailure.Gone, gone.Failure);
    }

    [Fact]
    public async Task Fetch_SameHeadAgain_AsksForNoPack()
    {
        _repository.Write("a.txt", "a").Commit();
        await _room.FetchAsync(Url);
        var posts = Posts();
        await _room.FetchAsync(Url);
        // One to list the refs (protocol 2), none for a pack.
        Assert.Equal(posts + 1, Posts());
    }

    [Fact]
    public async Task Fetch_HistoryIsLeftOut()
    {
        _repository.Write("a.txt", "old").Commit();
        var old = _repository.Git("rev-parse", "HEAD:a.txt");
        _repository.Write("a.txt", "new").Commit();
        var fetched = await _room.FetchAsync(Url);
        await using var blobs = new BlobReader(_room.Command, fetched, _room.Options);
        Assert.Null(await blobs.ReadAsync(old, Cancellation));
    }

    [Fact]
    public async Task Fetch_DamagedCache_IsMadeAnew()
    {
        _repository.Write("a.txt", "a").Commit();
        var fetched = await _room.FetchAsync(Url);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(fetched.Directory, "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(file, "damaged", Cancellation);
        }

        _repository.Write("b.txt", "b").Commit();
        Assert.Equal(2, (await _room.FilesAsync(await _room.FetchAsync(Url))).Count);
    }

    [Fact]
    public async Task ReadDefault_EmptyRepository_SaysSo()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote(Url), Cancellation));
        Assert.Equal(GitFailure.Empty, error.Failure);
    }

    [Fact]
    public async Task ReadDefault_NoSuchRepository_IsUnreachable()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote($"{_server.Address}/nothing/here"), Cancellation));
        Assert.Equal(GitFailure.Unreachable, error.Failure);
        Assert.Contains("/nothing/here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadDefault_Redirect_IsNotFollowed()
    {
        _repository.Write("a.txt", "a").Commit();
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote($"{_server.Address}/moved/repo"), Cancellation));
        Assert.Equal(GitFailure.Unreachable, error.Failure);
        Assert.Contains("redirects", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task ReadDefault_BranchIsNamed()
    {
        var commit = _repository.Write("a.txt", "a").Commit();
        Assert.Equal(new RemoteHead("refs/heads/main", commit), await _room.Heads.ReadDefaultAsync(_room.Remote(Url), Cancellation));
        Assert.Equal(commit, (await _room.Heads.ReadAsync(_room.Remote(Url), "refs/heads/main", Cancellation)).Commit);
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadAsync(_room.Remote(Url), "refs/heads/gone", Cancellation));
        Assert.Contains("refs/heads/gone", error.Message, StringComparison.Ordinal);
    }

    private int Posts()
    {
        lock (_server.Requests)
        {
            return _server.Requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal));
        }
    }

    private async Task<byte[]?> ReadAsync(BareRepository repository, string path)
    {
        await using var blobs = new BlobReader(_room.Command, repository, _room.Options);
        return await blobs.ReadAsync((await _room.FilesAsync(repository)).Single(f => f.Path == path).ObjectId, Cancellation);
    }
}
