namespace Julie.Embedding.Tokenizers.Models;

/// <summary>Words to tokens. Safe for concurrent use.</summary>
internal abstract class SubwordModel
{
    private readonly WordCache cache = new();

    /// <summary>Adds the ids of a word; words that were seen lately are remembered.</summary>
    public void Encode(scoped ReadOnlySpan<char> word, ref TokenSink sink)
    {
        if (word.Length > WordCache.MostCharacters)
        {
            using var uncached = new WordTokens();
            Cut(word, uncached);
            sink.Add(uncached.Ids);
            return;
        }

        var hash = WordCache.HashOf(word);
        if (cache.Find(word, hash, out var ids))
        {
            sink.Add(ids);
            return;
        }

        using var tokens = new WordTokens();
        Cut(word, tokens);
        sink.Add(tokens.Ids);
        cache.Add(word, hash, tokens.Ids);
    }

    /// <summary>The tokens of a word, with where each ends in it.</summary>
    public abstract void Cut(ReadOnlySpan<char> word, WordTokens tokens);
}
