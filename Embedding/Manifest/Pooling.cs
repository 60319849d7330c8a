using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>How the graph's output becomes one vector a text.</summary>
public enum Pooling
{
    /// <summary>The output is one vector a text already: [batch, dimensions].</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The vector of the first token of [batch, tokens, dimensions].</summary>
    [JsonStringEnumMemberName("cls")]
    Cls,

    /// <summary>The mean over the tokens that are no padding.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,

    /// <summary>The vector of the last token that is no padding.</summary>
    [JsonStringEnumMemberName("last")]
    Last,

    /// <summary>The mean over the tokens that are no padding, the n-th with weight n: for causal models without training for their last token.</summary>
    [JsonStringEnumMemberName("weightedMean")]
    WeightedMean,
}
