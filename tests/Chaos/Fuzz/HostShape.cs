using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Julie.Ingest.Tests.Webhooks;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>One host: what it sends, under which headers, and how it proves its origin.</summary>
internal sealed record HostShape(string Provider, string? EventHeader, string? IdHeader, IReadOnlyList<(string Event, string Payload)> Payloads)
{
    public const string Secret = "the secret of the fuzzed hooks";

    public static IReadOnlyList<HostShape> All { get; } =
    [
        new("github", "X-GitHub-Event", "X-GitHub-Delivery", [("push", Samples.GitHubPush()), ("push", Samples.GitHubBranchDeleted), ("ping", Samples.GitHubPing), ("repository", Samples.GitHubRenamed), ("repository", Samples.GitHubTransferred), ("repository", Samples.GitHubDeleted)]),
        new("gitlab", "X-Gitlab-Event", "X-Gitlab-Event-UUID", [("Push Hook", Samples.GitLabPush), ("Tag Push Hook", Samples.GitLabTag), ("System Hook", Samples.GitLabRepositoryUpdate), ("System Hook", Samples.GitLabRename)]),
        new("gitea", "X-Gitea-Event", "X-Gitea-Delivery", [("push", Samples.GiteaPush), ("create", Samples.GiteaTagCreated)]),
        new("forgejo", "X-Forgejo-Event", "X-Forgejo-Delivery", [("push", Samples.GiteaPush), ("create", Samples.GiteaTagCreated)]),
        new("bitbucket", "X-Event-Key", "X-Request-UUID", [("repo:push", Samples.BitbucketPush), ("repo:updated", Samples.BitbucketRenamed)]),
        new("bitbucket-server", "X-Event-Key", "X-Request-Id", [("repo:refs_changed", Samples.BitbucketServerPush), ("repo:modified", Samples.BitbucketServerRenamed)]),
        new("azure-devops", null, null, [("", Samples.AzurePush), ("", Samples.AzureRenamed)]),
    ];

    /// <summary>Settings that make each of them a hook.</summary>
    public static IReadOnlyDictionary<string, string?> Hooks(IReadOnlyDictionary<string, string?> settings, string baseUrl = "https://git.example.org")
    {
        var all = new Dictionary<string, string?>(settings);
        foreach (var shape in All)
        {
            all[$"Julie__Hooks__{shape.Provider}__Secret"] = Secret;
            all[$"Julie__Hooks__{shape.Provider}__BaseUrl"] = baseUrl;
            // Otherwise it is the limit that is tried, and not the readers.
            all[$"Julie__Hooks__{shape.Provider}__DeliveriesPerSecond"] = "1000000";
        }

        return all;
    }

    /// <summary>The proof for these bytes, by whoever knows this secret. GitLab has two ways.</summary>
    public IEnumerable<(string Name, string Value)> Proof(byte[] body, string secret, bool other)
    {
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return Provider switch
        {
            "github" => [("X-Hub-Signature-256", $"sha256={hex}")],
            "gitea" => [("X-Gitea-Signature", hex)],
            "forgejo" => [("X-Forgejo-Signature", hex)],
            "azure-devops" => [("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"julie:{secret}"))}")],
            "gitlab" when other => Signed(body, secret),
            "gitlab" => [("X-Gitlab-Token", secret)],
            _ => [("X-Hub-Signature", $"sha256={hex}")],
        };
    }

    private static (string, string)[] Signed(byte[] body, string secret)
    {
        var (id, time) = (Guid.NewGuid().ToString(), DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{time}.").Concat(body).ToArray());
        return [("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", $"v1,{Convert.ToBase64String(signature)}")];
    }
}
