using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>GitLab: project, group and system hooks.</summary>
internal sealed class GitLab : HookProvider
{
    private const string SigningPrefix = "whsec_";
    private const int MaxSignatures = 8;

    public override string Name => "gitlab";

    public override string? EventOf(HookRequest request) => request.Header("X-Gitlab-Event");

    public override string? IdOf(HookRequest request) => request.Header("webhook-id") ?? request.Header("Idempotency-Key") ?? request.Header("X-Gitlab-Event-UUID");

    /// <summary>Where a signature is sent, it alone decides: a token beside it would let an old delivery be sent again.</summary>
    public override bool IsProven(HookRequest request, Hook hook)
    {
        var signed = IsSigned(request, hook);
        var token = Proof.Token(hook, request.Header("X-Gitlab-Token"));
        return request.Headers.ContainsKey("webhook-signature") ? signed : token;
    }

    public override HookEvent Read(string eventName, JsonElement payload, Hook hook, HookRequest request)
    {
        var url = payload.Text("project", "git_http_url") ?? Address(payload.Text("path_with_namespace"), hook, request);
        var defaultRef = Refs.Default(payload.Text("project", "default_branch"));
        return (payload.Text("event_name") ?? payload.Text("object_kind")) switch
        {
            "push" or "tag_push" => HookEvent.Push(url, defaultRef, [.. Refs.Change(payload.Text("ref"), payload.Text("after"))]),
            "repository_update" => HookEvent.Push(url, defaultRef, [.. payload.Items("changes").SelectMany(c => Refs.Change(c.Text("ref"), c.Text("after")))]),
            "project_rename" or "project_transfer" => HookEvent.Moved(url, Address(payload.Text("old_path_with_namespace"), hook, request)),
            "project_destroy" => HookEvent.Deleted(url),
            var other => HookEvent.Nothing($"the event {other ?? eventName} changes no code", url),
        };
    }

    /// <summary>System hooks name a project by its path only; the host says who it is in a header.</summary>
    private static string? Address(string? path, Hook hook, HookRequest request) =>
        path is not null && (hook.Options.BaseUrl ?? request.Header("X-Gitlab-Instance")) is { } instance ? $"{instance.TrimEnd('/')}/{path}.git" : null;

    /// <summary>Standard Webhooks: base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
    private static bool IsSigned(HookRequest request, Hook hook)
    {
        var (id, sent) = (request.Header("webhook-id") ?? "", request.Header("webhook-timestamp") ?? "");
        var recent = long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((double)seconds - request.Now.ToUnixTimeSeconds()) <= request.Tolerance.TotalSeconds;
        var given = (request.Header("webhook-signature") ?? "").Split(' ', MaxSignatures)
            .Where(s => s.StartsWith("v1,", StringComparison.Ordinal)).Select(s => Encoding.UTF8.GetBytes(s[3..])).ToArray();
        return hook.Secrets.Holds(secret =>
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
            hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{sent}."));
            hash.AppendData(request.Body.Span);
            var real = Encoding.UTF8.GetBytes(Convert.ToBase64String(hash.GetHashAndReset()));
            var any = false;
            foreach (var signature in given)
            {
                any |= CryptographicOperations.FixedTimeEquals(real, signature);
            }

            return any;
        }) & recent & id.Length > 0;
    }

    private static byte[] Key(string secret)
    {
        var buffer = new byte[secret.Length];
        return secret.StartsWith(SigningPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SigningPrefix.Length..], buffer, out var length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
