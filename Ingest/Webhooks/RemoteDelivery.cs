using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Syncs;
using Julie.Index.Webhooks;
using Julie.Ingest.Api;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>Deliveries that need the host: first pushes, new default branches, renames, deletions. The payload is a hint; the remote is asked.</summary>
internal sealed class RemoteDelivery(
    DeliveryStore store, HookCatalog hooks, Registration registration, RepositoryMoves moves, SyncRunStore runs, RemoteHeads heads, RefRinger ringer,
    IOptions<IngestOptions> ingest, IOptions<DeliveryOptions> options, ILogger<RemoteDelivery> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public async Task DispatchAsync(WaitingDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await (delivery.Kind switch
            {
                DeliveryKind.Push => PushAsync(delivery, cancellationToken),
                DeliveryKind.Rename => RenameAsync(delivery, cancellationToken),
                _ => DeleteAsync(delivery, cancellationToken),
            });
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(delivery, exception, cancellationToken);
        }
    }

    private async Task PushAsync(WaitingDelivery delivery, CancellationToken cancellationToken)
    {
        // SECURITY: a hook registers only what its patterns name; a repository that is registered already may be asked for again.
        if (delivery.RepositoryId is null && !(hooks.Options(delivery.Hook)?.Register ?? []).Any(p => Glob.Matches(p, $"{delivery.Host}/{delivery.HostId}")))
        {
            await store.IgnoreAsync(delivery.Id, null, $"the repository is not registered, and no pattern of {HooksOptions.Section}:{delivery.Hook}:Register names {delivery.Host}/{delivery.HostId}", cancellationToken);
            return;
        }

        var accepted = await registration.RegisterAsync(new RegisterRepository(delivery.Url), static (_, _) => Task.FromResult(true), cancellationToken);
        await store.DispatchedAsync(delivery.Id, accepted.RepositoryId, accepted.SyncId, cancellationToken);
    }

    private async Task RenameAsync(WaitingDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.RepositoryId is not { } id || await moves.FindAsync(id, cancellationToken) is not var (before, refId))
        {
            await store.IgnoreAsync(delivery.Id, null, "the repository is not registered", cancellationToken);
            return;
        }

        var remote = GitUrl.Parse(delivery.Url, ingest.Value.AllowLocalPaths);
        await heads.ReadDefaultAsync(remote, cancellationToken);
        if (before != remote.Url)
        {
            // SECURITY: a payload alone must not point one repository's name and grants at another repository's content.
            if (await AnswersAsync(GitUrl.Parse(before, ingest.Value.AllowLocalPaths), cancellationToken))
            {
                await store.IgnoreAsync(delivery.Id, id, $"{before} still answers: it was not moved", cancellationToken);
                return;
            }

            if (!await moves.MoveAsync(id, remote.Host, remote.HostId, remote.Url, cancellationToken))
            {
                await store.IgnoreAsync(delivery.Id, id, $"{remote.Url} is registered as another repository", cancellationToken);
                return;
            }
        }

        await SyncAsync(delivery, id, refId, cancellationToken);
    }

    /// <summary>Nothing is deleted on a payload's word: the sync finds out, and its failure names the remedy.</summary>
    private async Task DeleteAsync(WaitingDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.RepositoryId is not { } id || await moves.FindAsync(id, cancellationToken) is not var (_, refId))
        {
            await store.IgnoreAsync(delivery.Id, null, "the repository is not registered", cancellationToken);
            return;
        }

        await SyncAsync(delivery, id, refId, cancellationToken);
    }

    private async Task SyncAsync(WaitingDelivery delivery, long repositoryId, long refId, CancellationToken cancellationToken)
    {
        var run = await runs.RequestAsync(refId, Lane.Push, delivery.TraceParent, cancellationToken);
        await store.DispatchedAsync(delivery.Id, repositoryId, run, cancellationToken);
        ringer.Ring(refId, cancellationToken);
    }

    private async Task<bool> AnswersAsync(GitRemote remote, CancellationToken cancellationToken)
    {
        try
        {
            await heads.ReadDefaultAsync(remote, cancellationToken);
            return true;
        }
        catch (GitException exception) when (exception.Failure is GitFailure.Unreachable or GitFailure.Empty)
        {
            return false;
        }
    }

    private async Task FailAsync(WaitingDelivery delivery, Exception exception, CancellationToken cancellationToken)
    {
        var hopeless = exception is GitException { Failure: GitFailure.InvalidUrl or GitFailure.Empty } or InvalidNameException;
        HookLog.DeliveryFailed(logger, delivery.Id, exception.Message, exception is GitException ? null : exception);
        if (hopeless || delivery.Attempts >= options.Value.MaxAttempts)
        {
            await store.FailAsync(delivery.Id, delivery.RepositoryId, exception.Message, cancellationToken);
            return;
        }

        var pause = FirstPause * Math.Pow(3, delivery.Attempts - 1);
        await store.PostponeAsync(delivery.Id, pause < LongestPause ? pause : LongestPause, exception.Message, cancellationToken);
    }
}
