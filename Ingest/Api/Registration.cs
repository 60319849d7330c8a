using System.Diagnostics;

using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Syncs;
using Julie.Ingest.Git;
using Julie.Ingest.Sync;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Api;

/// <summary>Registers a repository and asks for its sync. The remote is asked first: what does not answer is never stored.</summary>
internal sealed class Registration(
    RepositoryCatalog catalog, RefTracker tracker, RemoteCheckStore checks, RemoteChecker checker, SyncRunStore runs, RemoteHeads heads, SyncBell bell, IOptions<IngestOptions> options, ILogger<Registration> logger)
{
    private const int MaxName = 200;
    private const int MaxSuffix = 99;

    /// <param name="request">What is wanted.</param>
    /// <param name="mayRead">Whether the caller may read a repository of this name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NotGrantedException">The caller may not read what it would make, or what is registered already.</exception>
    public async Task<RepositoryAccepted> RegisterAsync(
        RegisterRepository request, Func<string, CancellationToken, Task<bool>> mayRead, CancellationToken cancellationToken)
    {
        var name = Checked(request.Name);
        var patterns = request.Refs is null ? null : RefPatterns.Parse(request.Refs);
        var remote = GitUrl.Parse(request.Url, options.Value.AllowLocalPaths);
        // SECURITY: else a key could give a repository that it may not read a name that it may, or learn that it is here (law 4). Before the remote is
        // asked, so that both take as long.
        var known = await catalog.FindNameAsync(remote.Host, remote.HostId, cancellationToken);
        if (!await mayRead(name ?? known ?? remote.DefaultName, cancellationToken) || (known is not null && !await mayRead(known, cancellationToken)))
        {
            throw new NotGrantedException(remote.Url);
        }

        var head = await heads.ReadDefaultAsync(remote, cancellationToken);
        var registered = await StoreAsync(remote, head, name, mayRead, cancellationToken);
        var target = await catalog.FindRefAsync(registered.RefId, cancellationToken);
        var lane = target?.AppliedCommit is null ? Lane.Backfill : Lane.OnDemand;
        var run = await runs.RequestAsync(registered.RefId, lane, Activity.Current?.Id, cancellationToken);
        Log.Registered(logger, registered.Name, registered.RepositoryId, run);
        await bell.RingAsync(registered.RefId, lane < Lane.Backfill, cancellationToken);
        if (patterns is not null)
        {
            await TrackAsync(registered.RepositoryId, patterns, cancellationToken);
        }
        else if (await checks.FindAsync(registered.RepositoryId, cancellationToken) is { RefPatterns.Count: > 0 } check)
        {
            // Whoever asks for a known repository means its other refs too: those that moved, those that are new, and those that are gone.
            await checker.CheckAsync(check, Lane.Backfill, cancellationToken);
        }

        return new RepositoryAccepted(registered.RepositoryId, registered.Name, registered.Created, run);
    }

    /// <summary>Changes which refs of a known repository are indexed. False when there is none.</summary>
    /// <exception cref="InvalidRefPatternException">One of the patterns cannot be one.</exception>
    public async Task<bool> UpdateAsync(long repositoryId, UpdateRepository update, CancellationToken cancellationToken)
    {
        var patterns = update.Refs is null ? null : RefPatterns.Parse(update.Refs);
        return patterns is null || await TrackAsync(repositoryId, patterns, cancellationToken);
    }

    private async Task<bool> TrackAsync(long repositoryId, RefPatterns patterns, CancellationToken cancellationToken)
    {
        await tracker.SetPatternsAsync(repositoryId, patterns.Texts, cancellationToken);
        if (await checks.FindAsync(repositoryId, cancellationToken) is not { } check)
        {
            return false;
        }

        // At once, so that the refs are there when the answer is; should the remote fail now, its status says so and it is asked again.
        await checker.CheckAsync(check, Lane.Backfill, cancellationToken);
        return true;
    }

    private async Task<RegisteredRepository> StoreAsync(
        GitRemote remote, RemoteHead head, string? name, Func<string, CancellationToken, Task<bool>> mayRead, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var candidate = name ?? (number == 1 ? remote.DefaultName : $"{remote.DefaultName}-{number}");
            if (number > 1 && !await mayRead(candidate, cancellationToken))
            {
                throw new NotGrantedException(remote.Url);
            }

            try
            {
                return await catalog.RegisterAsync(
                    new NewRepository(remote.Host, remote.HostId, remote.Url, candidate, head.ObjectFormat, head.RefName, Rename: name is not null), cancellationToken);
            }
            catch (RepositoryNameTakenException) when (name is null && number < MaxSuffix)
            {
                // A name that nobody chose gives way.
            }
        }
    }

    private static string? Checked(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var trimmed = name.Trim();
        if (trimmed.Length > MaxName || trimmed[0] == '-' || trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '\\' or '*' or '?'))
        {
            throw new InvalidNameException(
                $"'{Redaction.Shorten(Redaction.Clean(trimmed), 80)}' cannot be the name of a repository. Remedy: use at most {MaxName} letters, digits and . _ / -, not starting with '-'.");
        }

        return trimmed;
    }
}
