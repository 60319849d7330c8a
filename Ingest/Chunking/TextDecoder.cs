using System.Buffers;
using System.Text;

namespace Julie.Ingest.Chunking;

/// <summary>
/// Bytes to text: UTF-8, UTF-16 with a mark or by where its zeros lie, UTF-32 with a mark, or Windows-1252 where that is plausible; else the reason
/// to skip.
/// </summary>
internal static class TextDecoder
{
    private const double MaxControls = 0.005;
    private const double MaxHighBytes = 0.3;
    private const int Sample = 64 * 1024;
    private const int LeastUtf16 = 8;
    private const int LongestLine = 400;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // The five bytes that Windows-1252 leaves free: legacy text of another kind, or none at all.
    private static readonly SearchValues<byte> NotIn1252 = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r' or '\f' or '\v' or '\b' or '\u001b'))]);

    /// <returns>The text, or null with the reason.</returns>
    public static (DecodedText? Text, SkipReason? Skip) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            return Wide(bytes, new UTF32Encoding(bigEndian: bytes[0] == 0, byteOrderMark: true), 4);
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Wide(bytes, bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, 2);
        }

        // Neither the database nor people want NUL in text; git calls such a file binary too.
        if (bytes.Contains((byte)0))
        {
            return Unmarked(bytes) is { } utf16 ? Wide(bytes, utf16, 0) : (null, SkipReason.Binary);
        }

        var preamble = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return Checked(new DecodedText(Utf8.GetString(bytes[preamble..]), Utf8, preamble));
        }
        catch (DecoderFallbackException)
        {
            return Legacy(bytes);
        }
    }

    private static (DecodedText? Text, SkipReason? Skip) Wide(ReadOnlySpan<byte> bytes, Encoding encoding, int preamble)
    {
        var text = encoding.GetString(bytes[preamble..]);
        return text.Contains('\0', StringComparison.Ordinal) ? (null, SkipReason.Binary) : Checked(new DecodedText(text, encoding, preamble));
    }

    /// <summary>
    /// UTF-16 without a mark: code is mostly ASCII, so one byte of each pair is zero, always on the same side. A few zeros on that side are enough where
    /// there is none on the other, as text in other scripts has its spaces and line ends; then the whole must be valid.
    /// </summary>
    private static Encoding? Unmarked(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LeastUtf16 || bytes.Length % 2 != 0)
        {
            return null;
        }

        var (even, odd, lines) = (0, 0, 0);
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
            lines += sample[i] + sample[i + 1] is '\n' or '\r' ? 1 : 0;
        }

        var pairs = sample.Length / 2;
        if ((even > 0 && odd > 0) || even + odd < Math.Max(2, pairs / 20) || (lines == 0 && bytes.Length > LongestLine))
        {
            return null;
        }

        Encoding strict = new UnicodeEncoding(bigEndian: even > 0, byteOrderMark: false, throwOnInvalidBytes: true);
        try
        {
            strict.GetCharCount(bytes);
            return even > 0 ? Encoding.BigEndianUnicode : Encoding.Unicode;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Windows-1252, of which Latin-1 is a part, reads nearly anything: only a file that is mostly ASCII is believed.</summary>
    private static (DecodedText? Text, SkipReason? Skip) Legacy(ReadOnlySpan<byte> bytes)
    {
        var high = 0;
        foreach (var value in bytes)
        {
            high += value >= 0x80 ? 1 : 0;
        }

        return high > bytes.Length * MaxHighBytes || bytes.ContainsAny(NotIn1252)
            ? (null, SkipReason.Undecodable)
            : Checked(new DecodedText(Windows1252.GetString(bytes), Windows1252, 0));
    }

    private static (DecodedText? Text, SkipReason? Skip) Checked(DecodedText decoded)
    {
        if (string.IsNullOrWhiteSpace(decoded.Text))
        {
            return (null, SkipReason.Empty);
        }

        var controls = 0;
        var rest = decoded.Text.AsSpan();
        while (rest.IndexOfAny(Controls) is var next and >= 0)
        {
            controls++;
            rest = rest[(next + 1)..];
        }

        return controls > Math.Max(2, decoded.Text.Length * MaxControls) ? (null, SkipReason.Binary) : (decoded, null);
    }
}
