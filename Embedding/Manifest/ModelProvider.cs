using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>What computes a model's vectors.</summary>
public enum ModelProvider
{
    /// <summary>ONNX Runtime in this process.</summary>
    [JsonStringEnumMemberName("onnx")]
    Onnx,
}
