namespace Julie.Embedding.Manifest;

/// <summary>The graph of a model.</summary>
/// <param name="File">The .onnx file, relative to the model's folder.</param>
/// <param name="Output">Name of the output that holds the vectors.</param>
public sealed record OnnxManifest(string File, string Output);
