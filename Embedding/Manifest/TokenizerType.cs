using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>Kinds of tokenizers that a manifest can name.</summary>
public enum TokenizerType
{
    /// <summary>The project's own, for code: identifiers split at case and underscore.</summary>
    [JsonStringEnumMemberName("code")]
    Code,

    /// <summary>BERT's WordPiece, from tokenizer.json or vocab.txt.</summary>
    [JsonStringEnumMemberName("wordpiece")]
    WordPiece,

    /// <summary>Byte-level byte-pair encoding, from tokenizer.json or from vocab.json and merges.txt.</summary>
    [JsonStringEnumMemberName("bpe")]
    Bpe,

    /// <summary>SentencePiece.</summary>
    [JsonStringEnumMemberName("sentencepiece")]
    SentencePiece,

    /// <summary>Byte-level byte-pair encoding from a .tiktoken file.</summary>
    [JsonStringEnumMemberName("tiktoken")]
    Tiktoken,

    /// <summary>No vocabulary at all: bytes, for a service whose own is not at hand. It counts too many tokens rather than too few.</summary>
    [JsonStringEnumMemberName("bytes")]
    Bytes,
}
