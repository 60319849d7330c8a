using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>GitHub, github.com and Enterprise Server.</summary>
internal class GitHub : HookProvider
{
    public override string Name => "github";

    // SHA-1 signatures come too, in X-Hub-Signature: not looked at.
    public override bool IsProven(HookRequest request, Hook hook) => Proof.HexHmac(request, hook, request.Header("X-Hub-Signature-256"), "sha256=");

    public override string? EventOf(HookRequest request) => request.Header("X-GitHub-Event");

    public override string? IdOf(HookRequest request) => request.Header("X-GitHub-Delivery");

    public override HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request)
    {
        var url = payload.Text("repository", "clone_url");
        var defaultRef = Refs.Default(payload.Text("repository", "default_branch"));
        return eventName switch
        {
            "ping" => HookEvent.Nothing("ping: the hook works", url),
            "push" => HookEvent.Push(url, defaultRef, [.. Refs.Change(payload.Text("ref"), payload.Text("after"))]),
            "create" or "delete" => HookEvent.Push(url, defaultRef, [.. Refs.Change(FullName(payload.Text("ref"), payload.Text("ref_type")), payload.Text("sha"))]),
            "repository" => Repository(payload, url),
            _ => HookEvent.Nothing($"the event {eventName} changes no code", url),
        };
    }

    private static HookEvent Repository(JsonElement payload, string? url) => payload.Text("action") switch
    {
        "renamed" => HookEvent.Moved(url, Before(url, null, payload.Text("changes", "repository", "name", "from"))),
        "transferred" => HookEvent.Moved(
            url, Before(url, payload.Text("changes", "owner", "from", "organization", "login") ?? payload.Text("changes", "owner", "from", "user", "login"), null)),
        "deleted" => HookEvent.Deleted(url),
        var action => HookEvent.Nothing($"repository {action}: its first push matters", url),
    };

    /// <summary>The clone URL with another owner or another name.</summary>
    private static string? Before(string? url, string? owner, string? name)
    {
        if (url is null || (owner ?? name) is null || url.Split('/') is not { Length: > 4 } parts)
        {
            return null;
        }

        parts[^2] = owner ?? parts[^2];
        parts[^1] = name is null ? parts[^1] : $"{name}.git";
        return string.Join('/', parts);
    }

    private static string? FullName(string? name, string? type) => (name, type) switch
    {
        (null, _) => null,
        _ when name.StartsWith("refs/", StringComparison.Ordinal) => name,
        (_, "branch") => Refs.Branch(name),
        (_, "tag") => Refs.Tag(name),
        _ => null,
    };
}
