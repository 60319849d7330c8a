using System.Buffers;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tests.Support;

/// <summary>Eight characters are a token, whatever they are.</summary>
internal sealed class LetterTokenizer : Tokenizer
{
    private const int Size = 8;

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
        => throw new NotSupportedException();

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var consumed = (int)Math.Min(textSpan.Length, (long)settings.MaxTokenCount * Size);
        var tokens = (textSpan[..consumed].ToString()).Chunk(Size).Select(part => new EncodedToken(part[0], new string(part), default));
        return new EncodeResults<EncodedToken> { Tokens = [.. tokens], CharsConsumed = consumed };
    }
}
