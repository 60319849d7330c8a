namespace Julie.Contracts.Api;

/// <summary>One webhook delivery as <c>GET /api/deliveries</c> shows it. Metadata only: payloads are not kept.</summary>
/// <param name="Id">Key of the delivery.</param>
/// <param name="Provider">github, gitlab, gitea, forgejo, bitbucket, bitbucket-server or azure-devops.</param>
/// <param name="Hook">Name of the hook in the configuration.</param>
/// <param name="DeliveryId">The host's id of the delivery.</param>
/// <param name="Event">The host's name of the event.</param>
/// <param name="RepositoryId">Key of the repository; null where it is not registered.</param>
/// <param name="Repository">Its name, or host and path where it is not registered; null where the payload names none.</param>
/// <param name="Ref">The first ref that was pushed.</param>
/// <param name="Commit">What the payload says about it: its new commit; null where the ref was deleted.</param>
/// <param name="Refs">How many refs were pushed.</param>
/// <param name="Outcome">waiting, syncing, applied, superseded, failed, ignored or refused.</param>
/// <param name="Reason">Why it failed, was ignored or was refused.</param>
/// <param name="Times">How often the host sent it; of a refused one: how many like it came in that minute.</param>
/// <param name="Syncs">The sync runs that it led to.</param>
/// <param name="ReceivedAt">When it came first.</param>
/// <param name="DispatchedAt">When it became sync runs.</param>
public sealed record DeliveryStatus(
    long Id, string Provider, string Hook, string DeliveryId, string Event, long? RepositoryId, string? Repository, string? Ref, string? Commit, int Refs,
    string Outcome, string? Reason, long Times, IReadOnlyList<long> Syncs, DateTimeOffset ReceivedAt, DateTimeOffset? DispatchedAt);
