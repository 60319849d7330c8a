using System.Security.Cryptography;
using System.Text;

namespace Julie.Ingest.Webhooks.Providers;

/// <summary>Comparisons whose time tells nothing about the secret.</summary>
internal static class Proof
{
    private const int HashBytes = 32;

    /// <summary>HMAC-SHA256 of the body, in hex after a prefix. A header that is missing or no hex costs the same hashing.</summary>
    public static bool HexHmac(HookRequest request, Hook hook, string? header, string prefix)
    {
        Span<byte> given = stackalloc byte[HashBytes];
        var hex = header is not null && header.StartsWith(prefix, StringComparison.Ordinal) ? header[prefix.Length..] : "";
        var readable = hex.Length == HashBytes * 2 && Convert.FromHexString(hex, given, out _, out _) == System.Buffers.OperationStatus.Done;
        var signature = given.ToArray();
        return hook.Secrets.Holds(secret =>
        {
            Span<byte> real = stackalloc byte[HashBytes];
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span, real);
            return CryptographicOperations.FixedTimeEquals(real, signature);
        }) & readable;
    }

    /// <summary>The secret itself. Hashed first: comparing texts of different lengths would tell the length.</summary>
    public static bool Token(Hook hook, string? given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given ?? ""));
        return hook.Secrets.Holds(secret => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), hash)) & given is not null;
    }
}
