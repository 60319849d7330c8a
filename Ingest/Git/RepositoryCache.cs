using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>
/// Bare repositories under the data directory, one per repository: shallow for https, and for local repositories without
/// objects of their own: they borrow the folder's. Called under the ref's lock; refs of one repository fetch one after another and read side by
/// side. A cache: whatever is wrong with one is mended by making it again.
/// </summary>
internal sealed class RepositoryCache(GitRunner git, HostResolver resolver, IOptions<IngestOptions> options, ILogger<RepositoryCache> logger)
{
    private const string Suffix = ".git";
    private const int MaxPacks = 20;
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Shared> _shared = new();

    /// <summary>To hold while a repository of the cache is fetched and read: another ref's fetch does not take it away meanwhile.</summary>
    public IDisposable Use(long repositoryId) => new Shared.User(_shared.GetOrAdd(repositoryId, _ => new Shared()));

    /// <summary>Brings the head's tree here.</summary>
    /// <exception cref="GitException">The fetch failed.</exception>
    public async Task<BareRepository> FetchAsync(long repositoryId, long refId, GitRemote remote, RemoteHead head, CancellationToken cancellationToken)
    {
        var shared = _shared.GetOrAdd(repositoryId, _ => new Shared());
        await shared.Fetching.WaitAsync(cancellationToken);
        try
        {
            return await FetchAloneAsync(repositoryId, refId, remote, head, shared, cancellationToken);
        }
        finally
        {
            shared.Fetching.Release();
        }
    }

    /// <summary>Keys of the repositories that something is here of.</summary>
    public IReadOnlyList<long> List() => !Directory.Exists(options.Value.DataDirectory) ? [] :
    [
        .. Directory.EnumerateDirectories(options.Value.DataDirectory, "*" + Suffix)
            .Select(directory => long.TryParse(Path.GetFileNameWithoutExtension(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0),
    ];

    /// <summary>Deletes what is here of a repository. False while somebody reads it.</summary>
    public bool Forget(long repositoryId)
    {
        if (_shared.TryGetValue(repositoryId, out var shared) && shared.Users > 0)
        {
            return false;
        }

        var directory = DirectoryOf(repositoryId);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        _shared.TryRemove(repositoryId, out _);
        return true;
    }

    private string DirectoryOf(long repositoryId) => Path.Combine(Path.GetFullPath(options.Value.DataDirectory), repositoryId.ToString(CultureInfo.InvariantCulture) + Suffix);

    private async Task<BareRepository> FetchAloneAsync(
        long repositoryId, long refId, GitRemote remote, RemoteHead head, Shared shared, CancellationToken cancellationToken)
    {
        var directory = DirectoryOf(repositoryId);
        await EnsureAsync(directory, head.ObjectFormat, cancellationToken);
        if (remote.IsLocal)
        {
            await BorrowAsync(directory, remote, cancellationToken);
            return new BareRepository(directory, head.Commit);
        }

        var localRef = string.Create(CultureInfo.InvariantCulture, $"refs/julie/{refId}");
        if (await ResolveAsync(directory, localRef, cancellationToken) == head.Commit)
        {
            return new BareRepository(directory, head.Commit);
        }

        var result = await FetchHttpsAsync(directory, localRef, remote, head, cancellationToken);
        if (!result.Succeeded && shared.Users <= 1)
        {
            // A cache that was damaged (a crash, a full disk) fails every fetch: once from nothing, then it is the remote.
            Log.CacheRemade(logger, directory, Redaction.OfStandardError(result.StandardError));
            Directory.Delete(directory, recursive: true);
            await EnsureAsync(directory, head.ObjectFormat, cancellationToken);
            result = await FetchHttpsAsync(directory, localRef, remote, head, cancellationToken);
        }

        if (!result.Succeeded)
        {
            throw RemoteHeads.Unreachable(remote, result);
        }

        var commit = await ResolveAsync(directory, localRef, cancellationToken)
            ?? throw new GitException(GitFailure.Local, $"The fetch of {remote.Url} left no commit. Remedy: look at the ingest service's log; delete {directory} if it repeats.");
        await CompactAsync(directory, cancellationToken);
        return new BareRepository(directory, commit);
    }

    private async Task<GitResult> FetchHttpsAsync(string directory, string localRef, GitRemote remote, RemoteHead head, CancellationToken cancellationToken)
    {
        var access = await resolver.AccessAsync(remote, cancellationToken);
        // Only the newest tree is indexed, so depth 1; the old head is still offered, so a new one costs its difference.
        return await git.RunAsync(
            [
                $"--git-dir={directory}", "-c", "fetch.unpackLimit=1", "fetch", "--quiet", "--depth=1", "--no-tags", "--force", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules",
                "--no-show-forced-updates", "--end-of-options", remote.Url, $"+{head.RefName}:{localRef}",
            ],
            access, options.Value.GitTimeout, $"The fetch of {remote.Url}", () => TooLarge(directory), cancellationToken);
    }

    private async Task EnsureAsync(string directory, string objectFormat, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory))
        {
            var format = await git.RunAsync([$"--git-dir={directory}", "rev-parse", "--show-object-format"], GitAccess.Offline, Quick, $"Reading {directory}", cancellationToken: cancellationToken);
            if (format.Succeeded && format.Text.Trim() == objectFormat)
            {
                // A fetch that was killed leaves these, and every later one would refuse to run.
                foreach (var stale in Directory.EnumerateFiles(directory, "*.lock"))
                {
                    File.Delete(stale);
                }

                return;
            }

            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(options.Value.DataDirectory);
        // An empty template: no sample hooks, no description, nothing of the machine's.
        var made = await git.RunAsync(
            ["init", "--bare", "--quiet", "--template=", $"--object-format={objectFormat}", "--end-of-options", directory], GitAccess.Offline, Quick, $"Making {directory}", cancellationToken: cancellationToken);
        if (!made.Succeeded)
        {
            throw new GitException(GitFailure.Local, $"{directory} cannot be made: {Redaction.OfStandardError(made.StandardError)}. Remedy: check free space and permissions of Julie:Ingest:DataDirectory.");
        }
    }

    /// <summary>
    /// Alternates instead of a fetch: nothing is copied, no transport runs, the folder's configuration is never read, and an object that the
    /// folder itself lacks is one skipped file instead of a failed fetch.
    /// </summary>
    private static async Task BorrowAsync(string directory, GitRemote remote, CancellationToken cancellationToken)
    {
        var repository = LocalRepository.Find(remote.Url)
            ?? throw new GitException(GitFailure.Unreachable, $"{remote.Url} is no Git repository any more. Remedy: restore it, or register the place where it is now.");
        var info = Directory.CreateDirectory(Path.Combine(directory, "objects", "info")).FullName;
        var target = Path.Combine(info, "alternates");
        await File.WriteAllTextAsync(target + ".new", Quote(repository.ObjectsDirectory) + "\n", new UTF8Encoding(false), cancellationToken);
        File.Move(target + ".new", target, overwrite: true);
    }

    /// <summary>Git reads a line that starts with a double quote as a C string, and one that starts with '#' as a comment.</summary>
    private static string Quote(string path) =>
        "\"" + path.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private async Task<string?> ResolveAsync(string directory, string refName, CancellationToken cancellationToken)
    {
        var result = await git.RunAsync(
            [$"--git-dir={directory}", "rev-parse", "--quiet", "--verify", "--end-of-options", $"{refName}^{{commit}}"], GitAccess.Offline, Quick, $"Reading {directory}", cancellationToken: cancellationToken);
        return result.Succeeded ? result.Text.Trim() : null;
    }

    /// <summary>Automatic gc is off, so that nothing runs unasked; each fetch leaves a pack, so now and then they become one.</summary>
    private async Task CompactAsync(string directory, CancellationToken cancellationToken)
    {
        var packs = Path.Combine(directory, "objects", "pack");
        if (!Directory.Exists(packs) || Directory.EnumerateFiles(packs, "*.pack").Count() < MaxPacks)
        {
            return;
        }

        var result = await git.RunAsync([$"--git-dir={directory}", "gc", "--quiet", "--prune=now"], GitAccess.Offline, options.Value.GitTimeout, $"Compacting {directory}", cancellationToken: cancellationToken);
        if (!result.Succeeded)
        {
            Log.CompactFailed(logger, directory, Redaction.OfStandardError(result.StandardError));
        }
    }

    private string? TooLarge(string directory)
    {
        try
        {
            var size = new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            return size > options.Value.MaxRepositoryBytes ? $"it fetched {size} bytes, over the limit of {options.Value.MaxRepositoryBytes} (Julie:Ingest:MaxRepositoryBytes)" : null;
        }
        catch (IOException)
        {
            // Temporary files come and go while git works.
            return null;
        }
    }

    /// <summary>One repository of the cache: one fetch at a time, many readers.</summary>
    private sealed class Shared
    {
        private int _users;

        public SemaphoreSlim Fetching { get; } = new(1);

        public int Users => Volatile.Read(ref _users);

        internal sealed class User : IDisposable
        {
            private readonly Shared _shared;

            public User(Shared shared) => Interlocked.Increment(ref (_shared = shared)._users);

            public void Dispose() => Interlocked.Decrement(ref _shared._users);
        }
    }
}
