using System.Security.Cryptography;
using System.Text;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>A secret of 256 random bits, written <c>jl_</c> and base64url. Only its SHA-256 is stored.</summary>
public static class ApiKey
{
    /// <summary>What every key starts with, so that secret scanners can find a leaked one.</summary>
    public const string Prefix = "jl_";

    /// <summary>Name of the cookie that holds the page's key.</summary>
    public const string CookieName = "julie_key";

    /// <summary>A new key.</summary>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>SHA-256 of the key as it is stored. No salt or stretching: the key itself has 256 bits of entropy.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
