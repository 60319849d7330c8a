using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>NFD, and NFC where it composes again. By our own tables: .NET has none where globalization is invariant.</summary>
internal sealed class CanonicalNormalizer(bool composes) : TextNormalizer
{
    private readonly CharacterClass changing = composes ? CharacterClass.Composes : CharacterClass.Decomposes | CharacterClass.Moves;

    public override bool Keeps(ReadOnlySpan<char> text)
    {
        // Nothing below the first combining mark composes or moves.
        var first = composes ? text.IndexOfAnyInRange('\u0300', '\uffff') : text.IndexOfAnyInRange('\u00c0', '\uffff');
        for (var i = first; i >= 0 && i < text.Length;)
        {
            if ((Characters.At(text, i, out var length) & changing) != 0)
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    public override void Apply(NormalText text)
    {
        var pending = new List<Part>();
        var original = text.Text;
        Span<int> syllable = stackalloc int[3];
        for (var i = 0; i < original.Length;)
        {
            var of = Characters.At(original, i, out var length);
            var point = length == 2 ? char.ConvertToUtf32(original[i], original[i + 1]) : original[i];
            scoped ReadOnlySpan<int> parts = [point];
            if ((of & CharacterClass.Decomposes) != 0)
            {
                parts = Hangul.IsSyllable(point) ? syllable[..Hangul.Decompose(point, syllable)] : Characters.DecompositionOf(point);
            }

            foreach (var part in parts)
            {
                var order = (Characters.Of(part) & CharacterClass.Moves) != 0 ? Characters.OrderOf(part) : (byte)0;
                if (order == 0 && !(composes && pending.Count > 0 && (Characters.Of(part) & CharacterClass.Composes) != 0))
                {
                    Flush(pending, text);
                }

                pending.Add(new Part(part, order, pending.Count, i, i + length - 1));
            }

            i += length;
        }

        Flush(pending, text);
        text.Commit();
    }

    private void Flush(List<Part> pending, NormalText text)
    {
        Order(pending);
        if (composes)
        {
            Compose(pending);
        }

        foreach (var part in pending)
        {
            text.Put(part.Point, part.First, part.Last);
        }

        pending.Clear();
    }

    /// <summary>Sorts each run of moving code points, equals in their order. A run may be as long as the text.</summary>
    private static void Order(List<Part> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var start = i;
            while (i < parts.Count && parts[i].Order != 0)
            {
                i++;
            }

            if (i - start > 1)
            {
                parts.Sort(start, i - start, Part.ByOrder);
            }
        }
    }

    /// <summary>Canonical composition (Unicode Standard Annex 15): a mark joins the last starter where nothing of its order is between.</summary>
    private static void Compose(List<Part> parts)
    {
        var (starter, kept, blocked) = (-1, 0, -1);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var reaches = starter >= 0 && (blocked < part.Order || blocked < 0);
            if (reaches && Characters.Compose(parts[starter].Point, part.Point) is var whole and >= 0)
            {
                var into = parts[starter];
                parts[starter] = into with { Point = whole, First = Math.Min(into.First, part.First), Last = Math.Max(into.Last, part.Last) };
                continue;
            }

            if (part.Order == 0)
            {
                (starter, blocked) = (kept, -1);
            }
            else
            {
                blocked = part.Order;
            }

            parts[kept++] = part;
        }

        parts.RemoveRange(kept, parts.Count - kept);
    }

    private readonly record struct Part(int Point, byte Order, int Index, int First, int Last)
    {
        public static readonly Comparer<Part> ByOrder =
            Comparer<Part>.Create((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Index.CompareTo(b.Index));
    }
}
