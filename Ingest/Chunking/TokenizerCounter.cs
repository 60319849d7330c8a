using Microsoft.ML.Tokenizers;

namespace Julie.Ingest.Chunking;

/// <summary>Counts what the model will read: its prefix of documents too, in one with the text, because tokens do not add up over a seam.</summary>
internal sealed class TokenizerCounter(Tokenizer tokenizer, string documentPrefix = "") : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text) =>
        tokenizer.CountTokens(documentPrefix.Length == 0 ? text : string.Concat(documentPrefix, text));
}
