using System.Text.Json.Serialization;

namespace Julie.Embedding.Quantization;

#pragma warning disable CA1720 // int8 is the word that people know
/// <summary>What <see cref="ModelQuantizer"/> makes of a float graph.</summary>
public enum Precision
{
    /// <summary>Weights of matrix products as 8-bit integers with a scale per output channel; activations quantised as they come. For processors.</summary>
    [JsonStringEnumMemberName("int8")]
    Int8,

    /// <summary>Half precision wherever it neither overflows nor loses a small constant. For GPUs.</summary>
    [JsonStringEnumMemberName("fp16")]
    Fp16,
}
