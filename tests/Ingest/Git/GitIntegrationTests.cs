using Julie.Ingest.Git;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Git;

/// <summary>The real git against repositories made here.</summary>
public sealed class GitIntegrationTests : IDisposable
{
    private readonly TestRepository _repository = new();
    private readonly GitRoom _room = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Fetch_NewCommits_GiveTheNewTree(string format)
    {
        using var repository = new TestRepository(format: format);
        var first = repository.Write("a.txt", "one").Commit();
        var fetched = await _room.FetchAsync(repository.Path);
        Assert.Equal(first, fetched.Commit);
        Assert.Equal(["a.txt"], (await _room.FilesAsync(fetched)).Select(f => f.Path));

        var second = repository.Write("b/c.txt", "two").Commit();
        fetched = await _room.FetchAsync(repository.Path);
        Assert.Equal(second, fetched.Commit);
        Assert.Equal(["a.txt", "b/c.txt"], (await _room.FilesAsync(fetched)).Select(f => f.Path));
        Assert.Equal("two"u8.ToArray(), await ReadAsync(fetched, "b/c.txt"));
    }

    [Fact]
    public async Task Forget_DeletesWhatWasFetched_ButNotWhileItIsRead()
    {
        _repository.Write("a.txt", "one").Commit();
        var fetched = await _room.FetchAsync(_repository.Path, repositoryId: 7);
        Directory.CreateDirectory(Path.Combine(_room.Options.Value.DataDirectory, "lost+found"));
        Assert.Equal([7], _room.Cache.List());

        using (_room.Cache.Use(7))
        {
            Assert.False(_room.Cache.Forget(7));
            Assert.True(Directory.Exists(fetched.Directory));
        }

        Assert.True(_room.Cache.Forget(7));
        Assert.False(Directory.Exists(fetched.Directory));
        Assert.Empty(_room.Cache.List());
        Assert.Equal(["a.txt"], (await _room.FilesAsync(await _room.FetchAsync(_repository.Path, repositoryId: 7))).Select(f => f.Path));
    }

    [Fact]
    public async Task Fetch_ForcePush_GivesTheOtherHistory()
    {
        _repository.Write("a.txt", "one").Commit();
        await _room.FetchAsync(_repository.Path);
        _repository.Git("checkout", "--quiet", "--orphan", "other");
        _repository.Git("rm", "-r", "--quiet", "--force", ".");
        var rewritten = _repository.Write("z.txt", "z").Commit();
        _repository.Git("branch", "--force", "main", "other");
        _repository.Git("checkout", "--quiet", "main");
        var fetched = await _room.FetchAsync(_repository.Path);
        Assert.Equal(rewritten, fetched.Commit);
        Assert.Equal(["z.txt"], (await _room.FilesAsync(fetched)).Select(f => f.Path));
    }

    [Fact]
    public async Task Fetch_BareRepository_Works()
    {
        _repository.Write("a.txt", "one").Commit();
        using var bare = new TestRepository(bare: true);
        bare.Git("fetch", "--quiet", _repository.Path, "main:main");
        Assert.Equal(["a.txt"], (await _room.FilesAsync(await _room.FetchAsync(bare.Path))).Select(f => f.Path));
    }

    [Fact]
    public async Task Fetch_LinkedWorktree_HasItsOwnHead()
    {
        _repository.Write("a.txt", "one").Commit();
        using var folder = new TemporaryFolder();
        var worktree = Path.Combine(folder.Path, "wt");
        _repository.Git("worktree", "add", "--quiet", "-b", "side", worktree);
        var head = await _room.Heads.ReadDefaultAsync(_room.Remote(worktree), Cancellation);
        Assert.Equal("refs/heads/side", head.RefName);
        Assert.Single(await _room.FilesAsync(await _room.FetchAsync(worktree)));
    }

    [Fact]
    public async Task ReadDefault_DetachedHead_IsTracked()
    {
        var commit = _repository.Write("a.txt", "one").Commit();
        _repository.Git("checkout", "--quiet", "--detach");
        Assert.Equal(new RemoteHead("HEAD", commit), await _room.Heads.ReadDefaultAsync(_room.Remote(_repository.Path), Cancellation));
    }

    [Fact]
    public async Task ReadDefault_EmptyRepository_SaysSo()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote(_repository.Path), Cancellation));
        Assert.Equal(GitFailure.Empty, error.Failure);
        Assert.Contains(_repository.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefThatIsGone_SaysSo()
    {
        _repository.Write("a.txt", "one").Commit();
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadAsync(_room.Remote(_repository.Path), "refs/heads/gone", Cancellation));
        Assert.Equal(GitFailure.Gone, error.Failure);
        Assert.Contains("refs/heads/gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BlobMissingFromTheStore_IsNullAndTheOthersAreRead()
    {
        _repository.Write("a.txt", "one").Write("b.txt", "two").Commit();
        DeleteObject(_repository.Git("rev-parse", "HEAD:a.txt"));
        var fetched = await _room.FetchAsync(_repository.Path);
        var files = await _room.FilesAsync(fetched);
        Assert.Equal([null, 3L], files.Select(f => f.Size));
        await using var blobs = new BlobReader(_room.Command, fetched, _room.Options);
        Assert.Null(await blobs.ReadAsync(files[0].ObjectId, Cancellation));
        Assert.Equal("two"u8.ToArray(), await blobs.ReadAsync(files[1].ObjectId, Cancellation));
    }

    [Fact]
    public async Task Read_DamagedBlob_FailsAloneAndTheOthersAreRead()
    {
        _repository.Write("a.txt", "one").Write("b.txt", "two").Commit();
        var damaged = _repository.Git("rev-parse", "HEAD:a.txt");
        DeleteObject(damaged);
        File.WriteAllText(ObjectPath(damaged), "this is no object");
        var fetched = await _room.FetchAsync(_repository.Path);
        await using var blobs = new BlobReader(_room.Command, fetched, _room.Options);
        var error = await Record.ExceptionAsync(() => blobs.ReadAsync(damaged, Cancellation));
        Assert.True(error is null or GitException);
        Assert.Equal("two"u8.ToArray(), await blobs.ReadAsync(_repository.Git("rev-parse", "HEAD:b.txt"), Cancellation));
    }

    [Fact]
    public async Task Files_EvilNamesLinksAndSubmodules_AreListedAndNothingRuns()
    {
        _repository.Write("$(touch pwned)", "1").Write("-rf", "2").Write("new\nline.cs", "3").Write("quote\".cs", "4").Write("été.cs", "5");
        File.CreateSymbolicLink(Path.Combine(_repository.Path, "link"), "/etc/passwd");
        _repository.Git("add", "--all");
        _repository.Git("update-index", "--add", "--cacheinfo", "160000,ce013625030ba8dba906f756967f9e9ca394464a,module");
        _repository.Git("commit", "--quiet", "--message", "evil");
        var fetched = await _room.FetchAsync(_repository.Path);
        var files = await _room.FilesAsync(fetched);
        Assert.Equal(["$(touch pwned)", "-rf", "link", "module", "new\nline.cs", "quote\".cs", "été.cs"], files.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Equal(TreeFile.Link, files.Single(f => f.Path == "link").Type);
        Assert.Equal(TreeFile.Submodule, files.Single(f => f.Path == "module").Type);
        Assert.False(File.Exists(Path.Combine(_room.Options.Value.DataDirectory, "pwned")));
    }

    [Fact]
    public async Task Fetch_RepositoryWithHooksAndHostileConfiguration_RunsNothing()
    {
        _repository.Write("a.txt", "one").Commit();
        var mark = Path.Combine(_room.Options.Value.DataDirectory, "ran");
        foreach (var hook in new[] { "post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change" })
        {
            var path = Path.Combine(_repository.Path, ".git", "hooks", hook);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"#!/bin/sh\ntouch '{mark}'\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        _repository.Git("config", "core.fsmonitor", $"touch '{mark}'");
        _repository.Git("config", "core.sshCommand", $"touch '{mark}'");
        _repository.Git("config", "uploadpack.packObjectsHook", $"touch '{mark}'");
        _repository.Git("config", "extensions.partialClone", "evil");
        _repository.Git("config", "remote.evil.url", "ext::sh -c touch% '" + mark + "'");
        DeleteObject(_repository.Git("rev-parse", "HEAD:a.txt"));
        var fetched = await _room.FetchAsync(_repository.Path);
        Assert.Null((await _room.FilesAsync(fetched)).Single().Size);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Files_MoreThanAllowed_FailWithTheLimit()
    {
        for (var i = 0; i < 20; i++)
        {
            _repository.Write($"f{i}", "x");
        }

        _repository.Commit();
        using var room = new GitRoom(o => o.MaxFiles = 10);
        var fetched = await room.FetchAsync(_repository.Path);
        var error = await Assert.ThrowsAsync<GitException>(() => room.FilesAsync(fetched));
        Assert.Equal(GitFailure.Limit, error.Failure);
        Assert.Contains("MaxFiles", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LongerThanItsLimit_IsKilledWithEverythingItStarted()
    {
        var pids = Path.Combine(_room.Options.Value.DataDirectory, "pids");
        Directory.CreateDirectory(_room.Options.Value.DataDirectory);
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Runner.RunAsync(
            ["-c", $"alias.hang=!sleep 300 & echo $$ $! > '{pids}'; sleep 300", "hang"], GitAccess.Offline, TimeSpan.FromSeconds(2), "The test", cancellationToken: Cancellation));
        Assert.Equal(GitFailure.Limit, error.Failure);
        foreach (var pid in (await File.ReadAllTextAsync(pids, Cancellation)).Split(' ', StringSplitOptions.TrimEntries))
        {
            Assert.True(await EndedAsync(pid), $"process {pid} is still there");
        }
    }

    [Fact]
    public async Task Run_Watched_IsStoppedWithTheReason()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Runner.RunAsync(
            ["-c", "alias.hang=!sleep 300", "hang"], GitAccess.Offline, TimeSpan.FromMinutes(1), "The test", () => "it grew too large", Cancellation));
        Assert.Contains("it grew too large", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadDefault_HostThatDoesNotResolve_IsUnreachable()
    {
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote("https://no-such-host.invalid/a/b"), Cancellation));
        Assert.Equal(GitFailure.Unreachable, error.Failure);
        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadDefault_Loopback_IsRefusedBeforeAnythingIsSent()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var error = await Assert.ThrowsAsync<GitException>(() => _room.Heads.ReadDefaultAsync(_room.Remote($"https://localhost:{port}/a/b"), Cancellation));
        Assert.Equal(GitFailure.InvalidUrl, error.Failure);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task ReadDefault_RefusedConnection_IsUnreachableWithGitsWords()
    {
        using var room = new GitRoom(o => o.AllowPrivateAddresses = true);
        var error = await Assert.ThrowsAsync<GitException>(() => room.Heads.ReadDefaultAsync(room.Remote("https://localhost:1/a/b"), Cancellation));
        Assert.Equal(GitFailure.Unreachable, error.Failure);
        Assert.Contains("https://localhost:1/a/b", error.Message, StringComparison.Ordinal);
        Assert.Contains("fatal:", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _room.Dispose();
    }

    private async Task<byte[]?> ReadAsync(BareRepository repository, string path)
    {
        await using var blobs = new BlobReader(_room.Command, repository, _room.Options);
        return await blobs.ReadAsync((await _room.FilesAsync(repository)).Single(f => f.Path == path).ObjectId, Cancellation);
    }

    private string ObjectPath(string id) => Path.Combine(_repository.Path, ".git", "objects", id[..2], id[2..]);

    private void DeleteObject(string id)
    {
        File.SetUnixFileMode(ObjectPath(id), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(ObjectPath(id));
    }

    private static async Task<bool> EndedAsync(string pid)
    {
        for (var i = 0; i < 50; i++)
        {
            if (!File.Exists($"/proc/{pid}/status") || (await File.ReadAllTextAsync($"/proc/{pid}/status", Cancellation)).Contains("State:\tZ", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(100, Cancellation);
        }

        return false;
    }
}
