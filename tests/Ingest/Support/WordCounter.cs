using Julie.Ingest.Chunking;

namespace Julie.Ingest.Tests.Support;

/// <summary>Counts like a subword tokenizer: a word counts by its length, every other character that is no white space counts one, two special tokens.</summary>
internal sealed class WordCounter : ITokenCounter
{
    private const int Special = 2;
    private const int WordLength = 6;

    public int Count(ReadOnlySpan<char> text)
    {
        var count = Special;
        var word = 0;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                count += word % WordLength == 0 ? 1 : 0;
                word++;
                continue;
            }

            word = 0;
            count += char.IsWhiteSpace(character) ? 0 : 1;
        }

        return count;
    }
}
