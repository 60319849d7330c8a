using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>What one kind of host sends: its proof of origin, its ids, its events.</summary>
internal abstract class HookProvider
{
    /// <summary>Name in the address: <c>/api/hooks/{provider}</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the delivery is from whoever knows the secret. Takes the same work whatever is missing or wrong.</summary>
    public abstract bool IsProven(HookRequest request, Hook hook);

    /// <summary>The host's name of the event, where a header says it.</summary>
    public abstract string? EventOf(HookRequest request);

    /// <summary>The host's id of the delivery, where a header says it.</summary>
    public abstract string? IdOf(HookRequest request);

    /// <summary>The same, where only the payload says it.</summary>
    public virtual (string? Event, string? Id) Named(JsonElement payload) => (null, null);

    /// <summary>Reads a proven payload.</summary>
    public abstract HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request);

    public static HookProvider? Find(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    public static IReadOnlyList<HookProvider> All { get; } =
        [new GitHub(), new GitLab(), new Gitea("gitea"), new Gitea("forgejo"), new BitbucketCloud(), new BitbucketServer(), new AzureDevOps()];
}
