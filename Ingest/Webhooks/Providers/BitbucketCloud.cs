using System.Text.Json;

using Julie.Index.Webhooks;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Bitbucket Cloud.</summary>
internal sealed class BitbucketCloud : HookProvider
{
    private const string Host = "https://bitbucket.org";

    public override string Name => "bitbucket";

    public override bool IsProven(HookRequest request, Hook hook) => Proof.HexHmac(request, hook, request.Header("X-Hub-Signature"), "sha256=");

    public override string? EventOf(HookRequest request) => request.Header("X-Event-Key");

    public override string? IdOf(HookRequest request) => request.Header("X-Request-UUID");

    public override HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request)
    {
        var name = payload.Text("repository", "full_name");
        var url = Address(name, hook);
        return eventName switch
        {
            "repo:push" => HookEvent.Push(url, Refs.Default(payload.Text("repository", "mainbranch", "name")), [.. payload.Items("push", "changes").SelectMany(Change)]),
            "repo:updated" when payload.Text("changes", "full_name", "old") is { } old => HookEvent.Moved(url, Address(old, hook)),
            "repo:transfer" when name?.Split('/') is [_, var slug] && PreviousOwner(payload) is { } owner => HookEvent.Moved(url, Address($"{owner}/{slug}", hook)),
            "repo:deleted" => HookEvent.Deleted(url),
            _ => HookEvent.Nothing($"the event {eventName} changes no code", url),
        };
    }

    private static string? PreviousOwner(JsonElement payload) => payload.Text("previous_workspace", "slug") ?? payload.Text("previous_owner", "username");

    /// <summary>A deleted ref has only an old side.</summary>
    private static IEnumerable<RefChange> Change(JsonElement change)
    {
        var side = change.At("new").ValueKind == JsonValueKind.Object ? change.At("new") : change.At("old");
        return side.Text("name") is { } name
            ? Refs.Change(side.Text("type") == "tag" ? Refs.Tag(name) : Refs.Branch(name), change.Text("new", "target", "hash"))
            : [];
    }

    private static string? Address(string? fullName, Hook hook) => fullName is null ? null : $"{(hook.Options.BaseUrl ?? Host).TrimEnd('/')}/{fullName}.git";
}
