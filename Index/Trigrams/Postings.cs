namespace Julie.Index.Trigrams;

/// <summary>
/// One bucket of one segment: for each of its trigrams, in ascending order, the difference to the one before, the length of the list in bytes, and the
/// list: keys of texts in ascending order, each as the difference to the one before. Numbers have 7 bits a byte, the lowest first.
/// </summary>
internal static class Postings
{
    /// <summary>Buckets of a segment.</summary>
    public const int Buckets = 2048;

    public static int BucketOf(uint trigram) => (int)((trigram * 0x9E37_79B1u) >> 21);

    /// <summary>Adds one trigram's list to a bucket. Trigrams come in ascending order, and so do the keys.</summary>
    public static void Add(MemoryStream bucket, uint before, uint trigram, ReadOnlySpan<long> texts)
    {
        Write(bucket, trigram - before);
        var length = 0;
        var last = 0L;
        foreach (var text in texts)
        {
            length += Size((ulong)(text - last));
            last = text;
        }

        Write(bucket, (ulong)length);
        last = 0;
        foreach (var text in texts)
        {
            Write(bucket, (ulong)(text - last));
            last = text;
        }
    }

    /// <summary>Adds the keys of the wanted trigrams to their lists.</summary>
    public static void Read(ReadOnlySpan<byte> bucket, Func<uint, List<long>?> wanted)
    {
        var trigram = 0u;
        for (var at = 0; at < bucket.Length;)
        {
            trigram += (uint)Number(bucket, ref at);
            var end = (int)Number(bucket, ref at);
            end += at;
            if (wanted(trigram) is not { } list)
            {
                at = end;
                continue;
            }

            var text = 0L;
            while (at < end)
            {
                text += (long)Number(bucket, ref at);
                list.Add(text);
            }
        }
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
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
