using System.Buffers;
using System.Text;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// One token for every started <see cref="BytesPerToken"/> bytes of UTF-8: for a service whose vocabulary is not at hand. Byte-level vocabularies need
/// about one token for 3 to 4 bytes of code, so this counts a little too many; and as none of their tokens is shorter than a byte, none
/// ever needs more than <see cref="BytesPerToken"/> of its own where this counts one, which is what law 7 is kept by. An id is the bytes of its token, and how
/// many they are. Safe for concurrent use; counting allocates nothing.
/// </summary>
public sealed class ByteTokenizer : Tokenizer
{
    /// <summary>Bytes of a token; the last one of a text may have fewer.</summary>
    public const int BytesPerToken = 3;

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        var bytes = new List<byte>();
        var count = 0;
        foreach (var id in ids)
        {
            var length = id >> 24;
            if (length is < 1 or > BytesPerToken)
            {
                return OperationStatus.InvalidData;
            }

            for (var i = length - 1; i >= 0; i--)
            {
                bytes.Add((byte)(id >> (8 * i)));
            }

            count++;
        }

        if (!Encoding.UTF8.TryGetChars([.. bytes], destination, out charsWritten))
        {
            return OperationStatus.DestinationTooSmall;
        }

        idsConsumed = count;
        return OperationStatus.Done;
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(textSpan.Length)];
        var owner = new int[bytes.Length];
        var written = 0;
        for (var i = 0; i < textSpan.Length;)
        {
            Rune.DecodeFromUtf16(textSpan[i..], out var rune, out var consumed);
            var length = rune.EncodeToUtf8(bytes.AsSpan(written));
            owner.AsSpan(written, length).Fill(i);
            written += length;
            i += consumed;
        }

        var tokens = new List<EncodedToken>();
        var at = 0;
        for (; at < written && tokens.Count < settings.MaxTokenCount; at += BytesPerToken)
        {
            var part = bytes.AsSpan(at, Math.Min(BytesPerToken, written - at));
            var id = part.Length << 24;
            foreach (var one in part)
            {
                id = ((id & 0xFFFF) << 8) | one | (part.Length << 24);
            }

            // A character whose bytes two tokens share belongs to the second: what is cut between them is never too long.
            var end = at + part.Length < written ? owner[at + part.Length] : textSpan.Length;
            tokens.Add(new EncodedToken(id, Encoding.UTF8.GetString(part), owner[at]..Math.Max(owner[at], end)));
        }

        return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = at < written ? owner[at] : textSpan.Length };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
        => (int)Math.Min(settings.MaxTokenCount, ((long)Encoding.UTF8.GetByteCount(textSpan) + BytesPerToken - 1) / BytesPerToken);
}
