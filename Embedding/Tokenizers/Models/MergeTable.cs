using System.Runtime.CompilerServices;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>What two neighbouring tokens merge to, and how early: open addressing over the pair of ids.</summary>
internal sealed class MergeTable
{
    /// <summary>No merge; larger than every merge.</summary>
    public const ulong None = ulong.MaxValue;

    private readonly (ulong Pair, ulong Merge)[] slots;
    private readonly int shift;

    /// <param name="merges">Pairs and what they give, in the order of their rank.</param>
    public MergeTable(IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        var bits = 4;
        while (1 << bits < merges.Count * 2)
        {
            bits++;
        }

        slots = new (ulong, ulong)[1 << bits];
        Array.Fill(slots, (None, None));
        shift = 64 - bits;
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right, merged) = merges[rank];
            var pair = Pair(left, right);
            var slot = (int)((pair * 0x9E3779B97F4A7C15) >> shift);
            while (slots[slot].Pair != None && slots[slot].Pair != pair)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = (pair, ((ulong)rank << 32) | (uint)merged);
        }
    }

    /// <summary>Rank in the upper half, the merged token's id in the lower: the smallest is merged first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Find(int left, int right)
    {
        var pair = Pair(left, right);
        for (var slot = (int)((pair * 0x9E3779B97F4A7C15) >> shift); ; slot = (slot + 1) & (slots.Length - 1))
        {
            ref readonly var found = ref slots[slot];
            if (found.Pair == pair || found.Pair == None)
            {
                return found.Merge;
            }
        }
    }

    private static ulong Pair(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}
