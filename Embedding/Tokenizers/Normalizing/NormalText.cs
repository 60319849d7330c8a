using System.Buffers;

namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>
/// A text on its way through normalizers. Where offsets are wanted it knows, for each of its characters, which part of the
/// original each came from. Not safe for concurrent use; its buffers are rented.
/// </summary>
internal sealed class NormalText(bool tracks) : IDisposable
{
    private Buffers current;
    private Buffers next;

    public ReadOnlySpan<char> Text => current.Text.AsSpan(0, current.Length);

    /// <summary>For each character, where its original begins; empty where offsets are not wanted.</summary>
    public ReadOnlySpan<int> Starts => tracks ? current.Starts.AsSpan(0, current.Length) : [];

    /// <summary>For each character, where its original ends.</summary>
    public ReadOnlySpan<int> Ends => tracks ? current.Ends.AsSpan(0, current.Length) : [];

    /// <summary>Begins with an original as it is.</summary>
    /// <param name="text">The original.</param>
    /// <param name="offset">Where it stands in the whole text.</param>
    public void Load(ReadOnlySpan<char> text, int offset)
    {
        current.Length = 0;
        current.Reserve(text.Length, tracks);
        text.CopyTo(current.Text);
        current.Length = text.Length;
        for (var i = 0; tracks && i < text.Length; i++)
        {
            (current.Starts[i], current.Ends[i]) = (offset + i, offset + i + 1);
        }
    }

    /// <summary>Writes one character of the next form of the text.</summary>
    /// <param name="character">What it is.</param>
    /// <param name="first">The first character of the present form that it comes from.</param>
    /// <param name="last">The last one.</param>
    public void Put(char character, int first, int last)
    {
        next.Reserve(1, tracks);
        next.Text[next.Length] = character;
        if (tracks && current.Length > 0)
        {
            next.Starts[next.Length] = current.Starts[first];
            next.Ends[next.Length] = current.Ends[last];
        }

        next.Length++;
    }

    /// <summary>Writes one code point of the next form.</summary>
    public void Put(int point, int first, int last)
    {
        if (point < 0x10000)
        {
            Put((char)point, first, last);
            return;
        }

        Put((char)(((point - 0x10000) >> 10) + 0xd800), first, last);
        Put((char)(((point - 0x10000) & 0x3ff) + 0xdc00), first, last);
    }

    /// <summary>What was written becomes the text.</summary>
    public void Commit()
    {
        (current, next) = (next, current);
        next.Length = 0;
    }

    public void Dispose()
    {
        current.Return();
        next.Return();
    }

    private struct Buffers
    {
        public char[] Text;
        public int[] Starts;
        public int[] Ends;
        public int Length;

        public void Reserve(int more, bool tracks)
        {
            if (Text is null || Length + more > Text.Length)
            {
                Grow(Math.Max(256, (Length + more) * 2), tracks);
            }
        }

        public readonly void Return()
        {
            if (Text is not null)
            {
                ArrayPool<char>.Shared.Return(Text);
            }

            if (Starts is not null)
            {
                ArrayPool<int>.Shared.Return(Starts);
                ArrayPool<int>.Shared.Return(Ends);
            }
        }

        private void Grow(int size, bool tracks)
        {
            var old = this;
            Text = ArrayPool<char>.Shared.Rent(size);
            old.Text.AsSpan(0, Length).CopyTo(Text);
            if (tracks)
            {
                (Starts, Ends) = (ArrayPool<int>.Shared.Rent(Text.Length), ArrayPool<int>.Shared.Rent(Text.Length));
                old.Starts.AsSpan(0, Length).CopyTo(Starts);
                old.Ends.AsSpan(0, Length).CopyTo(Ends);
            }

            old.Return();
        }
    }
}
