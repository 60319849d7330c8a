namespace Julie.Embedding.Quantization;

/// <summary>A model cannot be quantised; the message names it, says why, and what to do instead.</summary>
public sealed class QuantizationException(string message, Exception? inner = null) : Exception(message, inner);
