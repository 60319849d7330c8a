using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Onnx;

/// <summary>Texts to token ids, with the side's prefix and the model's limit.</summary>
internal sealed class TextEncoder(ModelManifest manifest, Tokenizer tokenizer)
{
    /// <summary>Fewer texts are not worth the threads.</summary>
    private const int WorthThreads = 16;

    /// <exception cref="EmbeddingException">A text has no tokens, or a document has more than the model takes.</exception>
    public int[][] Encode(IReadOnlyList<string> texts, EmbedSide side, CancellationToken cancellationToken)
    {
        var rows = new int[texts.Count][];
        if (texts.Count < WorthThreads)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                rows[i] = Encode(texts[i], i, side);
            }
        }
        else
        {
            var failures = new string?[texts.Count];
            Parallel.For(0, texts.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                try
                {
                    rows[i] = Encode(texts[i], i, side);
                }
                catch (EmbeddingException exception)
                {
                    failures[i] = exception.Message;
                }
            });
            if (Array.Find(failures, failure => failure is not null) is { } first)
            {
                throw new EmbeddingException(first);
            }
        }

        return rows;
    }

    private int[] Encode(string text, int index, EmbedSide side)
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
            ? [.. ids]
            : throw new EmbeddingException($"Text {index} of the call has {ids.Count} tokens where {manifest.Id} takes {manifest.MaxTokens}.");
    }
}
