using Julie.Embedding.Tokenizers.Added;
using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;

namespace Julie.Embedding.Tokenizers;

/// <summary>What a model's files say of its tokenizer.</summary>
internal sealed record HubTokenizerParts
{
    public TextNormalizer? Normalizer { get; init; }

    /// <summary>Null where a text is one word.</summary>
    public WordSplitter? Splitter { get; init; }

    /// <summary>A space goes before a part of the text that has none.</summary>
    public bool AddsPrefixSpace { get; init; }

    public required SubwordModel Model { get; init; }

    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Special tokens before every text.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>Special tokens behind every text.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>Every token by its id; null where an id is unused.</summary>
    public required string?[] Tokens { get; init; }

    public TokenText TokenText { get; init; }
}
