using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Bitbucket Data Center.</summary>
internal sealed class BitbucketServer : HookProvider
{
    public override string Name => "bitbucket-server";

    public override bool IsProven(HookRequest request, Hook hook) => Proof.HexHmac(request, hook, request.Header("X-Hub-Signature"), "sha256=");

    public override string? EventOf(HookRequest request) => request.Header("X-Event-Key");

    public override string? IdOf(HookRequest request) => request.Header("X-Request-Id");

    public override HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request)
    {
        var url = Address(payload.At("repository"), hook);
        return eventName switch
        {
            "diagnostics:ping" => HookEvent.Nothing("ping: the hook works"),
            "repo:refs_changed" => HookEvent.Push(url, null, [.. payload.Items("changes").SelectMany(c => Refs.Change(c.Text("ref", "id") ?? c.Text("refId"), c.Text("toHash")))]),
            "repo:modified" => Modified(payload, hook),
            _ => HookEvent.Nothing($"the event {eventName} changes no code", url),
        };
    }

    private static HookEvent Modified(JsonElement payload, Hook hook)
    {
        var (before, after) = (Address(payload.At("old"), hook), Address(payload.At("new"), hook));
        return before == after ? HookEvent.Nothing("the repository has the same address as before", after) : HookEvent.Moved(after, before);
    }

    /// <summary>The clone link, or what it is made of: the host's own examples leave links out.</summary>
    private static string? Address(JsonElement repository, Hook hook)
    {
        var link = repository.Items("links", "clone").FirstOrDefault(l => l.Text("name") is "http" or "https").Text("href");
        return link is null && hook.Options.BaseUrl is { } host && repository.Text("project", "key") is { } project && repository.Text("slug") is { } slug
            ? $"{host.TrimEnd('/')}/scm/{project}/{slug}.git"
            : link;
    }
}
