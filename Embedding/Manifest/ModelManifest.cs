using System.Text.Json.Serialization;

using Julie.Embedding.Tokenizers;

namespace Julie.Embedding.Manifest;

/// <summary>
/// <c>models/&lt;id&gt;/model.json</c>: everything that changes a vector of this model, and where its files are.
/// Unknown fields are refused, so that a misspelt one is an error and not a silent default.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The JSON schema of this file, for editors.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Name of the model's folder: letters, digits, dot, dash and underscore.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What computes the vectors.</summary>
    public required ModelProvider Provider { get; init; }

    /// <summary>Length of a vector as it is stored and searched.</summary>
    public required int Dimensions { get; init; }

    /// <summary>
    /// Length of the vector that the model gives, where <see cref="Dimensions"/> is another one that <c>Julie:Embedding:Dimensions</c> picked:
    /// a graph's is cut to its first <see cref="Dimensions"/> numbers, then normalised; a service is asked for that length. Never written in a manifest's file.
    /// </summary>
    public int? FullDimensions { get; init; }

    /// <summary>
    /// Other lengths that <c>Julie:Embedding:Dimensions</c> may pick, as the model was trained for them (Matryoshka); absent where there are none. A
    /// graph's vector can only be cut shorter; a service may give a longer one.
    /// </summary>
    public IReadOnlyList<int>? Matryoshka { get; init; }

    /// <summary>How token vectors become one vector.</summary>
    public required Pooling Pooling { get; init; }

    /// <summary>Whether vectors are divided by their Euclidean length.</summary>
    public required bool Normalize { get; init; }

    /// <summary>Most tokens of one text, prefix and special tokens included; null where the model has no limit.</summary>
    public int? MaxTokens { get; init; }

    // Not initialisers: the generated reader sets every init property, an absent one to null.

    /// <summary>Text before every query.</summary>
    public string QueryPrefix { get => field ?? ""; init; }

    /// <summary>Text before every document.</summary>
    public string DocumentPrefix { get => field ?? ""; init; }

    /// <summary>Value of <c>token_type_ids</c> for a query.</summary>
    public int QueryTokenType { get; init; }

    /// <summary>Value of <c>token_type_ids</c> for a document.</summary>
    public int DocumentTokenType { get; init; }

    /// <summary>The tokenizer and its files.</summary>
    public required TokenizerManifest Tokenizer { get; init; }

    /// <summary>The graph; present where the provider is <see cref="ModelProvider.Onnx"/>, and only there.</summary>
    public OnnxManifest? Onnx { get; init; }

    /// <summary>The service; present with every other provider, and only there.</summary>
    public RemoteManifest? Remote { get; init; }

    /// <summary>Where the files come from; absent where they are shipped or put there by hand.</summary>
    public ModelSource? Source { get; init; }

    /// <summary>What <c>julie models quantize</c> made the graph of; absent where nobody did.</summary>
    public QuantizedFrom? Quantized { get; init; }

    /// <summary>The publisher's revision of the files (a commit, usually).</summary>
    public required string Revision { get; init; }

    /// <summary>SPDX expression of the model's licence.</summary>
    public required string License { get; init; }

    /// <summary>Every file that the model needs; paths are relative to the model's folder.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>Fields that nobody could check against the publisher's own configuration.</summary>
    public IReadOnlyList<string>? Unverified { get; init; }

    /// <summary>Length of a vector as the model gives it.</summary>
    [JsonIgnore]
    public int ModelDimensions => FullDimensions ?? Dimensions;

    /// <summary>
    /// Most tokens of one text as <see cref="Tokenizer"/> counts them, prefix included; null where the model has no limit. A text of so many is sure to
    /// fit (law 7): a service puts a prompt and special tokens around it, for which some room is left, and where bytes are counted each may stand for as
    /// many tokens of the model.
    /// </summary>
    [JsonIgnore]
    public int? CountedTokens => MaxTokens is not { } most ? null
        : Remote is null ? most
        : Math.Max(1, (most - RemoteManifest.ReservedTokens) / (Tokenizer.Type == TokenizerType.Bytes ? ByteTokenizer.BytesPerToken : 1));

    /// <summary>The prefix of a side.</summary>
    public string PrefixOf(EmbedSide side) => side == EmbedSide.Query ? QueryPrefix : DocumentPrefix;

    /// <summary>The token type of a side.</summary>
    public int TokenTypeOf(EmbedSide side) => side == EmbedSide.Query ? QueryTokenType : DocumentTokenType;
}
