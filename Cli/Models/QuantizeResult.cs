using Julie.Embedding.Quantization;

namespace Julie.Cli.Models;

/// <summary>What was written, and how it compares.</summary>
/// <param name="Source">The model in float.</param>
/// <param name="Model">The new one.</param>
/// <param name="Device">What ran both.</param>
/// <param name="Processors">Processors of this machine.</param>
/// <param name="Agreement">Null where nothing was compared.</param>
internal sealed record QuantizeResult(string Source, QuantizedModel Model, string? Device, int Processors, Agreement? Agreement);
