using System.Buffers;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// The built-in model's tokenizer. Identifiers are cut at case, underscores and digits and lower-cased; a word that the vocabulary
/// lacks becomes its longest known pieces, which share their vectors with the words of the same letters. There are no special
/// tokens, so texts may be counted in parts. Safe for concurrent use; counting allocates nothing.
/// </summary>
public sealed class CodeTokenizer : Tokenizer
{
    private readonly CodeVocabulary vocabulary;

    private CodeTokenizer(CodeVocabulary vocabulary) => this.vocabulary = vocabulary;

    /// <summary>Number of tokens; ids are 0 to one less.</summary>
    public int VocabularySize => vocabulary.Count;

    /// <summary>Reads the vocabulary: UTF-8, one token a line, the id is the line's number from 0.</summary>
    /// <param name="vocabulary">The content of <c>vocab.txt</c>; it is read to its end and stays open.</param>
    /// <exception cref="InvalidDataException">A token is empty, too long, not lower-case, there twice, or [UNK] is missing.</exception>
    public static CodeTokenizer Create(Stream vocabulary)
    {
        using var reader = new StreamReader(vocabulary, leaveOpen: true);
        return new CodeTokenizer(CodeVocabulary.Read(reader));
    }

    /// <summary>The texts of the tokens with spaces between; what was dropped or cut does not come back.</summary>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)vocabulary.Count)
            {
                return OperationStatus.InvalidData;
            }

            var token = vocabulary[id];
            var gap = charsWritten > 0 ? 1 : 0;
            if (destination.Length - charsWritten < token.Length + gap)
            {
                return OperationStatus.DestinationTooSmall;
            }

            if (gap > 0)
            {
                destination[charsWritten++] = ' ';
            }

            token.CopyTo(destination[charsWritten..]);
            charsWritten += token.Length;
            idsConsumed++;
        }

        return OperationStatus.Done;
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var found = new List<EncodedToken>();
        var tokens = new CodeTokens(vocabulary, textSpan);
        while (found.Count < settings.MaxTokenCount && tokens.MoveNext())
        {
            found.Add(new EncodedToken(tokens.Id, vocabulary[tokens.Id], tokens.Start..tokens.End));
        }

        return new EncodeResults<EncodedToken> { Tokens = found, CharsConsumed = Consumed(ref tokens, textSpan.Length) };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var found = new List<int>();
        var tokens = new CodeTokens(vocabulary, textSpan);
        while (found.Count < settings.MaxTokenCount && tokens.MoveNext())
        {
            found.Add(tokens.Id);
        }

        return new EncodeResults<int> { Tokens = found, CharsConsumed = Consumed(ref tokens, textSpan.Length) };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var count = 0;
        var tokens = new CodeTokens(vocabulary, textSpan);
        while (count < settings.MaxTokenCount && tokens.MoveNext())
        {
            count++;
        }

        return count;
    }

    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd,
        out string? normalizedText, out int tokenCount)
    {
        normalizedText = null;
        var limit = settings.MaxTokenCount;
        if (fromEnd)
        {
            settings.MaxTokenCount = int.MaxValue;
            var all = CountTokens(null, textSpan, settings);
            tokenCount = Math.Min(limit, all);
            var last = new CodeTokens(vocabulary, textSpan);
            for (var i = all - tokenCount; i >= 0 && last.MoveNext(); i--)
            {
            }

            return tokenCount == 0 ? textSpan.Length : last.Start;
        }

        tokenCount = 0;
        var first = new CodeTokens(vocabulary, textSpan);
        while (tokenCount < limit && first.MoveNext())
        {
            tokenCount++;
        }

        return tokenCount == 0 ? 0 : first.End;
    }

    /// <summary>All of the text where no token is left; else up to the last token taken.</summary>
    private static int Consumed(ref CodeTokens tokens, int length)
    {
        var end = tokens.End;
        return tokens.MoveNext() ? end : length;
    }
}
