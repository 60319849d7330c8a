using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Julie.Ingest.Webhooks;
using Julie.Ingest.Webhooks.Providers;

using Microsoft.AspNetCore.Http;

namespace Julie.Ingest.Tests.Webhooks;

/// <summary>Signs as hosts do.</summary>
internal static class Sender
{
    public const string Secret = "correct horse battery staple";
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static string Hmac(string body, string secret = Secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public static (string Name, string Value)[] GitLabSigned(string body, byte[] key, string id, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
        return [("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", $"v1,{signature}")];
    }

    public static HookRequest Request(string body, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        return new HookRequest(dictionary, Encoding.UTF8.GetBytes(body), Now, TimeSpan.FromMinutes(5));
    }

    public static Hook Hook(string provider, string? secret = Secret, string? previous = null, Action<HookOptions>? configure = null)
    {
        var options = new HookOptions();
        configure?.Invoke(options);
        return new Hook(provider, HookProvider.Find(provider)!, options, new HookSecrets(secret, previous), null);
    }
}
