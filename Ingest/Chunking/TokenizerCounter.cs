using Microsoft.ML.Tokenizers;

namespace Julie.Ingest.Chunking;

internal sealed class TokenizerCounter(Tokenizer tokenizer) : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text) => tokenizer.CountTokens(text);
}
