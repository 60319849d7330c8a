using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>Kinds of tokenizers that a manifest can name.</summary>
public enum TokenizerType
{
    /// <summary>The project's own, for code: identifiers split at case and underscore.</summary>
    [JsonStringEnumMemberName("code")]
    Code,

    /// <summary>BERT's WordPiece.</summary>
    [JsonStringEnumMemberName("wordpiece")]
    WordPiece,

    /// <summary>Byte-level byte-pair encoding.</summary>
    [JsonStringEnumMemberName("bpe")]
    Bpe,
}
