using System.Buffers;
using System.Globalization;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tests.Support;

/// <summary>A text is its ids, written as numbers: "3 1 4".</summary>
internal sealed class NumberTokenizer : Tokenizer
{
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
        => throw new NotSupportedException();

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var tokens = (text ?? textSpan.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Take(settings.MaxTokenCount)
            .Select(word => new EncodedToken(int.Parse(word, CultureInfo.InvariantCulture), word, default));
        return new EncodeResults<EncodedToken> { Tokens = [.. tokens], CharsConsumed = textSpan.Length };
    }
}
