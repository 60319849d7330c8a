namespace Julie.Embedding.Tokenizers.Models;

/// <summary>Pieces of words by their text, found by a hash that grows with the text, so that every beginning can be looked up.</summary>
internal sealed class PieceTable
{
    private readonly string[] pieces;
    private readonly ulong[] hashes;
    private readonly int[] ids;
    private readonly int mask;

    public PieceTable(IReadOnlyCollection<KeyValuePair<string, int>> known)
    {
        var capacity = 16;
        while (capacity < known.Count * 4)
        {
            capacity *= 2;
        }

        (pieces, hashes, ids, mask) = (new string[capacity], new ulong[capacity], new int[capacity], capacity - 1);
        foreach (var (piece, id) in known)
        {
            var hash = 0ul;
            foreach (var character in piece)
            {
                hash = Extend(hash, character);
            }

            var slot = (int)(hash >> 17) & mask;
            while (pieces[slot] is not null)
            {
                slot = (slot + 1) & mask;
            }

            (pieces[slot], hashes[slot], ids[slot]) = (piece, hash, id);
            Longest = Math.Max(Longest, piece.Length);
        }
    }

    /// <summary>Characters of the longest piece.</summary>
    public int Longest { get; }

    /// <summary>The hash of a beginning, one character longer; the empty one has 0.</summary>
    public static ulong Extend(ulong hash, char character) => ((hash ^ character) * 0x9E3779B97F4A7C15) ^ (hash >> 29);

    /// <summary>The id of a piece, or -1.</summary>
    public int Find(ReadOnlySpan<char> piece, ulong hash)
    {
        for (var slot = (int)(hash >> 17) & mask; pieces[slot] is { } found; slot = (slot + 1) & mask)
        {
            if (hashes[slot] == hash && piece.SequenceEqual(found))
            {
                return ids[slot];
            }
        }

        return -1;
    }
}
