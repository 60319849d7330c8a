using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Onnx;

/// <summary>Texts to token ids, with the side's prefix and the model's limit.</summary>
internal sealed class TextEncoder(ModelManifest manifest, Tokenizer tokenizer, bool bag)
{
    /// <summary>Fewer texts are not worth the threads.</summary>
    private const int WorthThreads = 16;

    /// <summary>Ids of <paramref name="count"/> texts from <paramref name="first"/> on.</summary>
    /// <exception cref="EmbeddingException">A text has no tokens, or a document has more than the model takes.</exception>
    public TokenRow[] Encode(IReadOnlyList<string> texts, int first, int count, EmbedSide side, CancellationToken cancellationToken)
    {
        var rows = new TokenRow[count];
        if (count < WorthThreads)
        {
            for (var i = 0; i < count; i++)
            {
                rows[i] = Encode(texts[first + i], first + i, side);
            }
        }
        else
        {
            var failures = new string?[count];
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                try
                {
                    rows[i] = Encode(texts[first + i], first + i, side);
                }
                catch (EmbeddingException exception)
                {
                    failures[i] = exception.Message;
                }
            });
            if (Array.Find(failures, message => message is not null) is { } failure)
            {
                throw new EmbeddingException(failure);
            }
        }

        return rows;
    }

    private TokenRow Encode(string text, int index, EmbedSide side)
    {
        var prefixed = manifest.PrefixOf(side) + text;
        var ids = side == EmbedSide.Query && manifest.MaxTokens is { } most
            ? tokenizer.EncodeToIds(prefixed, most, out _, out _)
            : tokenizer.EncodeToIds(prefixed);
        if (ids.Count == 0)
        {
            throw new EmbeddingException($"Text {index} of the call has no tokens.");
        }

        // Law 7: what was chunked for another limit is refused, never cut.
        return ids.Count <= (manifest.MaxTokens ?? int.MaxValue)
            ? bag ? TokenRow.Bag([.. ids]) : TokenRow.Sequence([.. ids])
            : throw new EmbeddingException($"Text {index} of the call has {ids.Count} tokens where {manifest.Id} takes {manifest.MaxTokens}.");
    }
}
