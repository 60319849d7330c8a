using System.Globalization;
using System.Text;

using Julie.Embedding.Tokenizers.Models;

namespace Julie.Embedding.Tokenizers;

/// <summary>Tokens to text, as far as what the normalizer dropped allows it.</summary>
internal static class TokenDecoder
{
    /// <summary>The text, or null where an id is no token's.</summary>
    public static string? Decode(IEnumerable<int> ids, HubTokenizerParts parts, out int count)
    {
        var bytes = new List<byte>();
        count = 0;
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)parts.Tokens.Length || parts.Tokens[id] is not { } token)
            {
                return null;
            }

            Append(bytes, token, parts.TokenText);
            count++;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void Append(List<byte> bytes, string token, TokenText how)
    {
        switch (how)
        {
            case TokenText.Bytes when ByteAlphabet.TryRead(token, bytes):
                break;
            case TokenText.Words when token.StartsWith("##", StringComparison.Ordinal) && token.Length > 2:
                bytes.AddRange(Encoding.UTF8.GetBytes(token[2..]));
                break;
            case TokenText.Words when bytes.Count > 0:
                bytes.AddRange(Encoding.UTF8.GetBytes($" {token}"));
                break;
            case TokenText.Pieces when token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal)
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value):
                bytes.Add(value);
                break;
            case TokenText.Pieces:
                bytes.AddRange(Encoding.UTF8.GetBytes(token.Replace('▁', ' ')));
                break;
            default:
                bytes.AddRange(Encoding.UTF8.GetBytes(token));
                break;
        }
    }
}
