using System.Security.Cryptography;
using System.Text;

namespace Julie.Index.Content;

/// <summary>The text of a passage with its identity.</summary>
/// <param name="Key">SHA-256 of the embed input in hex.</param>
/// <param name="Scope">Header: language, qualified symbol.</param>
/// <param name="Body">Text of the chunk.</param>
internal readonly record struct PassageText(string Key, string Scope, string Body)
{
    public byte[] Sha256 => Convert.FromHexString(Key);

    public static PassageText Of(NewChunk chunk)
    {
        var (scope, body) = (PostgresText.Clean(chunk.Scope), PostgresText.Clean(chunk.Body));
        return new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(EmbedInput(scope, body)))), scope, body);
    }

    /// <summary>What the model reads: one definition, so that the hash and the vector are of the same text.</summary>
    public static string EmbedInput(string scope, string body) => scope + "\n" + body;
}
