using System.Buffers;

using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;
using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// BERT's normalizer and splits in one pass over the text, for what most code is: runs of visible ASCII. Where something else stands,
/// the stretch between the next ASCII spaces or marks goes the long way; nothing outside of it can change its words.
/// </summary>
internal sealed class BertReader
{
    private const byte Letter = 0;
    private const byte Capital = 1;
    private const byte Mark = 2;
    private const byte Blank = 3;
    private const byte Other = 4;

    private static readonly SearchValues<char> Bounds = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => c is ' ' or '\t' or '\n' or '\r' || (Characters.Of(c) & CharacterClass.Punctuation) != 0)]);

    private readonly byte[] kinds = new byte[128];
    private readonly BertNormalizer normalizer;
    private readonly SubwordModel model;
    private readonly BertSplitter splitter = new();

    private BertReader(BertNormalizer normalizer, SubwordModel model)
    {
        (this.normalizer, this.model) = (normalizer, model);
        for (var c = 0; c < 128; c++)
        {
            kinds[c] = (char)c switch
            {
                >= 'A' and <= 'Z' => normalizer.Lowers ? Capital : Letter,
                >= 'a' and <= 'z' or >= '0' and <= '9' => Letter,
                ' ' or '\t' or '\n' or '\r' => Blank,
                < ' ' or '\x7f' => Other,
                _ => Mark,
            };
        }
    }

    /// <summary>A reader, where the parts are BERT's; else null.</summary>
    public static BertReader? For(HubTokenizerParts parts) =>
        parts is { Normalizer: BertNormalizer normalizer, Splitter: BertSplitter, AddsPrefixSpace: false }
            ? new BertReader(normalizer, parts.Model)
            : null;

    public void Read(ReadOnlySpan<char> text, ref TokenSink sink)
    {
        Span<char> lower = stackalloc char[WordCache.MostCharacters];
        for (var i = 0; i < text.Length && !sink.Full;)
        {
            switch (KindOf(text[i]))
            {
                case Blank:
                    i++;
                    break;
                case Mark:
                    model.Encode(text.Slice(i, 1), ref sink);
                    i++;
                    break;
                case Other:
                    i = ReadOther(text, i, ref sink);
                    break;
                default:
                    i = ReadWord(text, i, lower, ref sink);
                    break;
            }
        }
    }

    private byte KindOf(char character) => character < 128 ? kinds[character] : Other;

    private int ReadWord(ReadOnlySpan<char> text, int start, scoped Span<char> lower, ref TokenSink sink)
    {
        var (end, capitals) = (start, false);
        while (end < text.Length && KindOf(text[end]) is var kind and <= Capital)
        {
            capitals |= kind == Capital;
            end++;
        }

        if (end < text.Length && KindOf(text[end]) == Other)
        {
            return ReadOther(text, start, ref sink);
        }

        var word = text[start..end];
        if (!capitals)
        {
            model.Encode(word, ref sink);
        }
        else if (word.Length <= lower.Length)
        {
            System.Text.Ascii.ToLower(word, lower, out _);
            model.Encode(lower[..word.Length], ref sink);
        }
        else
        {
            model.Encode(word.ToString().ToLowerInvariant(), ref sink);
        }

        return end;
    }

    private int ReadOther(ReadOnlySpan<char> text, int start, ref TokenSink sink)
    {
        var bound = text[start..].IndexOfAny(Bounds);
        var end = bound < 0 ? text.Length : start + bound;
        using var normal = new NormalText(tracks: false);
        normal.Load(text[start..end], 0);
        normalizer.Apply(normal);
        var words = new List<Word>();
        splitter.Split(normal.Text, 0, normal.Text.Length, words);
        foreach (var word in words)
        {
            model.Encode(normal.Text[word.Start..word.End], ref sink);
        }

        return end;
    }
}
