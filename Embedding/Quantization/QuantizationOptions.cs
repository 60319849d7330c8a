namespace Julie.Embedding.Quantization;

/// <summary>What to make.</summary>
/// <param name="Precision">int8 or fp16.</param>
/// <param name="OutputId">Id of the new model; null takes the old one's with the precision behind it.</param>
/// <param name="ReducedRange">int8: 7 bits a weight, for processors without VNNI, where the products of 8 bits saturate.</param>
/// <param name="Overwrite">Whether a model of that id may be replaced.</param>
public sealed record QuantizationOptions(Precision Precision, string? OutputId = null, bool ReducedRange = false, bool Overwrite = false);
