using Julie.Embedding.Quantization;

namespace Julie.Embedding.Manifest;

/// <summary>Where a quantised graph comes from.</summary>
/// <param name="Model">Id of the model that was quantised.</param>
/// <param name="Sha256">SHA-256 of that model's graph in lower-case hex.</param>
/// <param name="Precision">What it became.</param>
public sealed record QuantizedFrom(string Model, string Sha256, Precision Precision);
