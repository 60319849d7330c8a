namespace Julie.Embedding.Quantization;

/// <summary>A model that was written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Precision">int8 or fp16.</param>
/// <param name="Weights">How many matrices (int8) or constants (fp16) are smaller now.</param>
/// <param name="BytesBefore">Size of the float graph with its weights.</param>
/// <param name="BytesAfter">Size of the new graph.</param>
/// <param name="Warnings">What somebody should know before using it.</param>
public sealed record QuantizedModel(
    string Id, string Folder, Precision Precision, int Weights, long BytesBefore, long BytesAfter, IReadOnlyList<string> Warnings);
