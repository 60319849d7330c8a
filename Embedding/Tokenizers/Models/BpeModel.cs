namespace Julie.Embedding.Tokenizers.Models;

/// <summary>Byte-pair encoding: of the neighbours, those that were merged earliest in training are merged first, the leftmost of equals.</summary>
internal sealed class BpeModel(BpeSymbols symbols, MergeTable merges, IReadOnlyDictionary<string, int>? wholeWords) : SubwordModel
{
    /// <summary>Up to here looking at all pairs again is cheaper than a queue.</summary>
    private const int Short = 64;

    public override void Cut(ReadOnlySpan<char> word, WordTokens tokens)
    {
        if (wholeWords is not null && wholeWords.TryGetValue(symbols.Spell(word), out var whole))
        {
            tokens.Add(whole, 0, word.Length);
            return;
        }

        symbols.Add(word, tokens);
        if (tokens.Count > 1)
        {
            if (tokens.Count <= Short)
            {
                MergeShort(tokens);
            }
            else
            {
                MergeLong(tokens);
            }
        }
    }

    private void MergeShort(WordTokens tokens)
    {
        Span<ulong> pairs = stackalloc ulong[Short];
        var ids = tokens.Ids;
        for (var i = 0; i + 1 < ids.Length; i++)
        {
            pairs[i] = merges.Find(ids[i], ids[i + 1]);
        }

        while (tokens.Count > 1)
        {
            var (best, at) = (MergeTable.None, -1);
            for (var i = 0; i < tokens.Count - 1; i++)
            {
                if (pairs[i] < best)
                {
                    (best, at) = (pairs[i], i);
                }
            }

            if (at < 0)
            {
                return;
            }

            tokens.Merge(at, (int)(uint)best);
            pairs[(at + 1)..tokens.Count].CopyTo(pairs[at..]);
            if (at > 0)
            {
                pairs[at - 1] = merges.Find(tokens.Ids[at - 1], tokens.Ids[at]);
            }

            if (at < tokens.Count - 1)
            {
                pairs[at] = merges.Find(tokens.Ids[at], tokens.Ids[at + 1]);
            }
        }
    }

    /// <summary>A queue by rank and place: n log n also for one word of a megabyte.</summary>
    private void MergeLong(WordTokens tokens)
    {
        var count = tokens.Count;
        var ids = tokens.Ids.ToArray();
        var next = new int[count];
        var previous = new int[count];
        var queue = new PriorityQueue<int, (uint Rank, int Place)>(count);
        for (var i = 0; i < count; i++)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
        }

        void Offer(int left)
        {
            if (left >= 0 && next[left] < count && merges.Find(ids[left], ids[next[left]]) is var merge and not MergeTable.None)
            {
                queue.Enqueue(left, ((uint)(merge >> 32), left));
            }
        }

        for (var i = 0; i < count; i++)
        {
            Offer(i);
        }

        while (queue.TryDequeue(out var left, out var offered))
        {
            // A pair that changed since it was offered has another rank, or is gone.
            if (ids[left] < 0 || next[left] >= count || merges.Find(ids[left], ids[next[left]]) is var merge && merge >> 32 != offered.Rank)
            {
                continue;
            }

            var right = next[left];
            (ids[left], ids[right], next[left]) = ((int)(uint)merge, -1, next[right]);
            if (next[right] < count)
            {
                previous[next[right]] = left;
            }

            Offer(previous[left]);
            Offer(left);
        }

        tokens.Keep(ids);
    }
}
