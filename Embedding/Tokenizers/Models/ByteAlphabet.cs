namespace Julie.Embedding.Tokenizers.Models;

/// <summary>
/// How byte-level vocabularies write bytes: visible Latin-1 characters as themselves, the other 68 as U+0100 and on, in their order
/// (bytes_to_unicode of GPT-2's encoder).
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        var others = 0;
        for (var value = 0; value < 256; value++)
        {
            var visible = value is (>= '!' and <= '~') or (>= 0xa1 and <= 0xac) or >= 0xae;
            Characters[value] = visible ? (char)value : (char)(256 + others++);
            Bytes[Characters[value]] = (byte)value;
        }
    }

    public static char CharacterOf(byte value) => Characters[value];

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Characters[bytes[i]];
        }

        return new string(text);
    }

    /// <summary>The bytes of a token, or false where it is not written in this alphabet.</summary>
    public static bool TryRead(string token, List<byte> bytes)
    {
        var before = bytes.Count;
        foreach (var character in token)
        {
            if (!Bytes.TryGetValue(character, out var value))
            {
                bytes.RemoveRange(before, bytes.Count - before);
                return false;
            }

            bytes.Add(value);
        }

        return true;
    }
}
