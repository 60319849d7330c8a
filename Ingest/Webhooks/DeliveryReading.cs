using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Julie.Index.Webhooks;
using Julie.Ingest.Git;
using Julie.Ingest.Webhooks.Providers;

namespace Julie.Ingest.Webhooks;

/// <summary>Reads a proven delivery down to what is kept of it.</summary>
internal static class DeliveryReading
{
    private const int LongestId = 200;
    private const int MaxRefs = 10_000;
    private const int LongestRef = 1000;
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Null when the payload cannot be read.</summary>
    public static NewDelivery? Read(Hook hook, HookRequest request, string? contentType, bool allowLocalPaths, string? traceParent)
    {
        try
        {
            using var document = JsonDocument.Parse(Payload(request, contentType), Depth);
            var named = hook.Provider.Named(document.RootElement);
            var eventName = Shown(named.Event ?? hook.Provider.EventOf(request) ?? "(none)");
            var id = IdOf(request, named.Id ?? hook.Provider.IdOf(request));
            var read = hook.Provider.Read(eventName, document.RootElement, hook, request);
            return Delivery(hook, id, eventName, read, allowLocalPaths, traceParent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static NewDelivery Delivery(Hook hook, string id, string eventName, HookEvent read, bool allowLocalPaths, string? traceParent)
    {
        var (remote, problem) = Parse(read.Url, allowLocalPaths);
        var (previous, _) = Parse(read.PreviousUrl, allowLocalPaths);
        var reason = read.Kind is null ? read.Reason ?? "nothing to do" : remote is null ? problem
            : read.Kind == DeliveryKind.Rename && previous is null ? "the payload does not say where the repository was before" : null;
        var changes = read.Changes.Where(c => c.Ref.Length <= LongestRef && !c.Ref.Any(char.IsControl)).Take(MaxRefs).ToList();
        return new NewDelivery(
            hook.Provider.Name, hook.Name, id, eventName, reason is null ? read.Kind : null, remote?.Host, remote?.HostId, remote?.Url, previous?.HostId,
            read.DefaultRef, changes, reason, traceParent);
    }

    private static (GitRemote? Remote, string? Problem) Parse(string? url, bool allowLocalPaths)
    {
        if (url is null)
        {
            return (null, "the payload names no clone URL");
        }

        try
        {
            return (GitUrl.Parse(url, allowLocalPaths), null);
        }
        catch (GitException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>GitHub can also send a form whose field payload is the JSON; what is signed is the whole body either way.</summary>
    private static ReadOnlyMemory<byte> Payload(HookRequest request, string? contentType)
    {
        var prefix = "payload="u8;
        return contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && request.Body.Span.StartsWith(prefix)
            ? WebUtility.UrlDecodeToBytes(request.Body[prefix.Length..].ToArray(), 0, request.Body.Length - prefix.Length)
            : request.Body;
    }

    /// <summary>Where a host gives no id the content is one: the same push twice is the same delivery.</summary>
    private static string IdOf(HookRequest request, string? id) => id is { Length: > 0 and <= LongestId }
        ? id
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(id is null ? request.Body.Span : Encoding.UTF8.GetBytes(id)))}";

    private static string Shown(string text) => new([.. text.Take(LongestId).Where(c => !char.IsControl(c))]);
}
