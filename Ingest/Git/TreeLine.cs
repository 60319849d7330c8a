using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Julie.Ingest.Git;

/// <summary>Reads one entry of <c>ls-tree -z --long</c>: <c>mode SP type SP id SP+ size TAB path</c>.</summary>
internal static class TreeLine
{
    /// <summary>What Linux can open. Git allows longer ones, which no one could check out: they are listed by their beginning, with the reason.</summary>
    internal const int MaxPathBytes = 4096;

    private const int CutLength = 1000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static TreeFile Parse(ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        var head = tab < 0 ? default : line[..tab];
        var first = head.IndexOf((byte)' ');
        var second = first < 0 ? -1 : head[(first + 1)..].IndexOf((byte)' ') + first + 1;
        if (second <= first)
        {
            throw new FormatException($"not a line of ls-tree: {Encoding.Latin1.GetString(line[..Math.Min(line.Length, 80)])}");
        }

        var mode = 0;
        foreach (var digit in head[..first])
        {
            mode = (mode * 8) + (digit - '0');
        }

        var rest = head[(second + 1)..];
        var space = rest.IndexOf((byte)' ');
        var size = rest[(space + 1)..].Trim((byte)' ');
        // "-" for a submodule, "BAD" for an object that is not in the store.
        long? bytes = Utf8Parser.TryParse(size, out long value, out var consumed) && consumed == size.Length ? value : null;
        var path = line[(tab + 1)..];
        return new TreeFile(PathText(path), mode, Encoding.ASCII.GetString(rest[..space]), bytes, path.Length > MaxPathBytes);
    }

    internal static string PathText(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Escape(bytes);
        }

        if (bytes.Length <= MaxPathBytes)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[CutLength - 1]) ? CutLength - 1 : CutLength;
        return $"{text[..cut]}…{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}";
    }

    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var bad in bytes[..consumed])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{bad:x2}");
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
