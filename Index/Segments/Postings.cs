namespace Julie.Index.Segments;

/// <summary>
/// One bucket of one segment: for each of its keys, in ascending order, the difference to the one before, the length of the list in bytes, and the
/// list: items in ascending order, each as the difference to the one before, with its weight in one byte where the kind has weights. Numbers have 7 bits a byte, the lowest first.
/// </summary>
internal static class Postings
{
    /// <summary>A key's list: <c>bucket[start..end]</c>.</summary>
    public delegate void ListVisitor(uint key, int start, int end);

    /// <summary>A posting: which of the asked items, and its weight.</summary>
    public delegate void WeightVisitor(int index, byte weight);

    /// <summary>Adds one key's list to a bucket. Keys come in ascending order, and so do the items.</summary>
    public static void Add(MemoryStream bucket, bool weighted, uint before, uint key, ReadOnlySpan<Posting> list)
    {
        Write(bucket, key - before);
        var length = weighted ? list.Length : 0;
        var last = 0L;
        foreach (var (item, _) in list)
        {
            length += Size((ulong)(item - last));
            last = item;
        }

        Write(bucket, (ulong)length);
        last = 0;
        foreach (var (item, weight) in list)
        {
            Write(bucket, (ulong)(item - last));
            last = item;
            if (weighted)
            {
                bucket.WriteByte(weight);
            }
        }
    }

    /// <summary>Visits the lists of a bucket, without reading them.</summary>
    public static void Visit(ReadOnlySpan<byte> bucket, ListVisitor visit)
    {
        var key = 0u;
        for (var at = 0; at < bucket.Length;)
        {
            key += (uint)Number(bucket, ref at);
            var end = (int)Number(bucket, ref at);
            end += at;
            visit(key, at, end);
            at = end;
        }
    }

    /// <summary>Adds the postings of the wanted keys to their lists.</summary>
    public static void Read(byte[] bucket, bool weighted, Func<uint, List<Posting>?> wanted) => Visit(bucket, (key, at, end) =>
    {
        if (wanted(key) is not { } list)
        {
            return;
        }

        var item = 0L;
        while (at < end)
        {
            item += (long)Number(bucket, ref at);
            list.Add(new(item, weighted ? bucket[at++] : (byte)0));
        }
    });

    /// <summary>Adds the items of a list without weights.</summary>
    public static void ReadItems(ReadOnlySpan<byte> list, List<long> items)
    {
        var item = 0L;
        for (var at = 0; at < list.Length;)
        {
            item += (long)Number(list, ref at);
            items.Add(item);
        }
    }

    /// <summary>Visits the postings of some items in a list with weights: each with its place in <paramref name="items"/>, which are in ascending order.</summary>
    public static void VisitAmong(ReadOnlySpan<byte> list, long[] items, WeightVisitor visit)
    {
        var (item, next) = (0L, 0);
        for (var at = 0; at < list.Length && next < items.Length; at++)
        {
            // most differences are one byte
            item += list[at] < 0x80 ? list[at++] : (long)Number(list, ref at);
            while (next < items.Length && items[next] < item)
            {
                next++;
            }

            if (next < items.Length && items[next] == item)
            {
                visit(next, list[at]);
            }
        }
    }

    /// <summary>The number at <paramref name="at"/>, which is moved behind it.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var value = bytes[at++];
            number |= (ulong)(value & 0x7F) << shift;
            if (value < 0x80)
            {
                return number;
            }
        }
    }

    private static int Size(ulong number)
    {
        var size = 1;
        for (; number >= 0x80; number >>= 7)
        {
            size++;
        }

        return size;
    }

    private static void Write(MemoryStream bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            bytes.WriteByte((byte)(number | 0x80));
        }

        bytes.WriteByte((byte)number);
    }
}
