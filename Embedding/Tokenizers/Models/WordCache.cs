using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>
/// The ids of words that were seen lately. A word has one place by its hash and replaces whoever was there: so it is bounded, and
/// readers and writers need no lock, because an entry is one array that never changes once it is in its place.
/// </summary>
internal sealed class WordCache
{
    /// <summary>Longer words hardly come again.</summary>
    public const int MostCharacters = 64;

    // 65,536 places; an entry of a usual word takes 60 to 100 bytes.
    private const int Bits = 16;
    private readonly int[]?[] places = new int[1 << Bits][];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(word);
        var hash = (ulong)bytes.Length * Prime;
        while (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * Prime;
            hash ^= hash >> 32;
            bytes = bytes[8..];
        }

        if (bytes.Length >= 4)
        {
            hash = (hash ^ MemoryMarshal.Read<uint>(bytes)) * Prime;
            hash ^= hash >> 32;
            bytes = bytes[4..];
        }

        if (bytes.Length >= 2)
        {
            hash = (hash ^ MemoryMarshal.Read<ushort>(bytes)) * Prime;
        }

        return hash * Prime;
    }

    /// <summary>An entry is [characters of the word, number of ids, ids..., the word].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Find(ReadOnlySpan<char> word, ulong hash, out ReadOnlySpan<int> ids)
    {
        var entry = places[hash >> (64 - Bits)];
        if (entry is not null && entry[0] == word.Length)
        {
            var rest = entry.AsSpan(2);
            ids = rest[..entry[1]];
            return MemoryMarshal.Cast<int, char>(rest[entry[1]..])[..word.Length].SequenceEqual(word);
        }

        ids = [];
        return false;
    }

    public void Add(ReadOnlySpan<char> word, ulong hash, ReadOnlySpan<int> ids)
    {
        var entry = new int[2 + ids.Length + ((word.Length + 1) / 2)];
        (entry[0], entry[1]) = (word.Length, ids.Length);
        ids.CopyTo(entry.AsSpan(2));
        word.CopyTo(MemoryMarshal.Cast<int, char>(entry.AsSpan(2 + ids.Length)));
        Volatile.Write(ref places[hash >> (64 - Bits)], entry);
    }
}
