using Julie.Index.Webhooks;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>What a payload says, as far as it matters here.</summary>
/// <param name="Kind">One of <see cref="DeliveryKind"/>; null where there is nothing to do.</param>
/// <param name="Url">Clone URL.</param>
/// <param name="PreviousUrl">Clone URL before a rename.</param>
/// <param name="DefaultRef">Full name of the default ref, where the payload says so.</param>
/// <param name="Changes">Refs that were pushed.</param>
/// <param name="Reason">Why there is nothing to do.</param>
internal sealed record HookEvent(string? Kind, string? Url, string? PreviousUrl, string? DefaultRef, IReadOnlyList<RefChange> Changes, string? Reason)
{
    public static HookEvent Nothing(string reason, string? url = null) => new(null, url, null, null, [], reason);

    public static HookEvent Push(string? url, string? defaultRef, params IReadOnlyList<RefChange> changes) =>
        changes.Count == 0 ? Nothing("the push names no ref", url) : new(DeliveryKind.Push, url, null, defaultRef, changes, null);

    public static HookEvent Moved(string? url, string? previousUrl) =>
        previousUrl is null ? Nothing("the payload does not say where the repository was before", url) : new(DeliveryKind.Rename, url, previousUrl, null, [], null);

    public static HookEvent Deleted(string? url) => new(DeliveryKind.Delete, url, null, null, [], null);
}
