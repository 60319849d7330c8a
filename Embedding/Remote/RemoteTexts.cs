using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Remote;

/// <summary>
/// Puts the side's prefix before texts and counts them with the manifest's tokenizer: the model's own, or bytes, which over-estimate.
/// </summary>
internal sealed class RemoteTexts(ModelManifest manifest, Tokenizer tokenizer)
{
    /// <exception cref="EmbeddingException">A text is empty, or a document has more tokens than the model takes.</exception>
    public PreparedTexts Prepare(IReadOnlyList<string> texts, EmbedSide side)
    {
        var prepared = new string[texts.Count];
        var tokens = new int[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]))
            {
                throw new EmbeddingException($"Text {i} of the call has no tokens.");
            }

            prepared[i] = manifest.PrefixOf(side) + texts[i];
            tokens[i] = tokenizer.CountTokens(prepared[i]);
            if (tokens[i] > (manifest.CountedTokens ?? int.MaxValue))
            {
                (prepared[i], tokens[i]) = side == EmbedSide.Query ? Cut(prepared[i]) : throw TooLong(i, tokens[i]);
            }
        }

        return new PreparedTexts(prepared, tokens);
    }

    /// <summary>A query may be cut (a document never); here, because the service is told to refuse instead.</summary>
    private (string Text, int Tokens) Cut(string text)
    {
        var end = tokenizer.GetIndexByTokenCount(text, manifest.CountedTokens!.Value, out var normalized, out var tokens);
        return ((normalized ?? text)[..end], tokens);
    }

    /// <summary>Law 7: what was chunked for another limit is refused, never cut.</summary>
    private EmbeddingException TooLong(int index, int tokens) => new(
        $"Text {index} of the call has {tokens} tokens where {manifest.Id} takes {manifest.CountedTokens}.");
}
