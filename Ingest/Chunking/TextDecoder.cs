using System.Text;

namespace Julie.Ingest.Chunking;

/// <summary>Bytes to text: UTF-8, UTF-16 with a mark, or Latin-1 where that is plausible; else the reason to skip.</summary>
internal static class TextDecoder
{
    private const double MaxControls = 0.005;
    private const double MaxHighBytes = 0.3;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <returns>The text, or null with the reason.</returns>
    public static (DecodedText? Text, SkipReason? Skip) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            Encoding utf16 = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            var wide = utf16.GetString(bytes[2..]);
            return wide.Contains('\0', StringComparison.Ordinal) ? (null, SkipReason.Binary) : Checked(new DecodedText(wide, utf16, 2));
        }

        // Neither the database nor people want NUL in text; git calls such a file binary too.
        if (bytes.Contains((byte)0))
        {
            return (null, SkipReason.Binary);
        }

        var preamble = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return Checked(new DecodedText(Utf8.GetString(bytes[preamble..]), Utf8, preamble));
        }
        catch (DecoderFallbackException)
        {
            // Latin-1 reads anything: only a file that is mostly ASCII is believed.
            var high = 0;
            foreach (var value in bytes)
            {
                high += value >= 0x80 ? 1 : 0;
            }

            return high > bytes.Length * MaxHighBytes
                ? (null, SkipReason.Undecodable)
                : Checked(new DecodedText(Encoding.Latin1.GetString(bytes), Encoding.Latin1, 0));
        }
    }

    private static (DecodedText? Text, SkipReason? Skip) Checked(DecodedText decoded)
    {
        if (string.IsNullOrWhiteSpace(decoded.Text))
        {
            return (null, SkipReason.Empty);
        }

        var controls = 0;
        foreach (var character in decoded.Text)
        {
            controls += character < ' ' && character is not ('\t' or '\n' or '\r' or '\f' or '\v' or '\b' or '\u001b') ? 1 : 0;
        }

        return controls > Math.Max(2, decoded.Text.Length * MaxControls) ? (null, SkipReason.Binary) : (decoded, null);
    }
}
