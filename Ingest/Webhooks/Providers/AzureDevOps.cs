using System.Text;
using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Azure DevOps service hooks: nothing is signed, a secret is sent along.</summary>
internal sealed class AzureDevOps : HookProvider
{
    private const string Basic = "Basic ";

    public override string Name => "azure-devops";

    public override bool IsProven(HookRequest request, Hook hook)
    {
        if (hook.Options.Header is { Length: > 0 } header)
        {
            return Proof.Token(hook, request.Header(header));
        }

        var (user, password) = Credentials(request.Header("Authorization"));
        // The user name is no secret; where none is configured any will do.
        var named = string.IsNullOrEmpty(hook.Options.User) || user == hook.Options.User;
        return Proof.Token(hook, password) & named;
    }

    // Both are in the payload only.
    public override string? EventOf(HookRequest request) => null;

    public override string? IdOf(HookRequest request) => null;

    public override (string? Event, string? Id) Named(JsonElement payload) => (payload.Text("eventType"), payload.Text("id"));

    public override HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request)
    {
        var resource = payload.At("resource");
        var url = WithoutUser(resource.Text("repository", "remoteUrl"));
        return eventName switch
        {
            "git.push" => HookEvent.Push(
                url, Refs.Default(resource.Text("repository", "defaultBranch")), [.. resource.Items("refUpdates").SelectMany(u => Refs.Change(u.Text("name"), u.Text("newObjectId")))]),
            "git.repo.renamed" => HookEvent.Moved(url, resource.Text("oldName") is { } old && url is not null ? $"{url[..(url.LastIndexOf('/') + 1)]}{Uri.EscapeDataString(old)}" : null),
            "git.repo.deleted" => HookEvent.Deleted(url),
            _ => HookEvent.Nothing($"the event {eventName} changes no code", url),
        };
    }

    /// <summary>Remote URLs there name the organisation as a user: <c>https://org@dev.azure.com/...</c></summary>
    private static string? WithoutUser(string? url) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? url.Replace($"{uri.UserInfo}@", "", StringComparison.Ordinal) : url;

    private static (string? User, string? Password) Credentials(string? header)
    {
        if (header is null || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), buffer, out var length))
        {
            return (null, null);
        }

        var text = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (null, null) : (text[..colon], text[(colon + 1)..]);
    }
}
