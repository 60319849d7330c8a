using System.Buffers;
using System.Text;

namespace Julie.Index.Content;

/// <summary>Text as Postgres can hold it: no NUL, no half of a surrogate pair. One odd file must not fail its batch (law 10).</summary>
internal static class PostgresText
{
    private static readonly SearchValues<char> Suspicious =
        SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>The text with U+FFFD in place of what cannot be stored.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);
}
