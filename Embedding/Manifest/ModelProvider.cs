using System.Text.Json.Serialization;

namespace Julie.Embedding.Manifest;

/// <summary>What computes a model's vectors.</summary>
public enum ModelProvider
{
    /// <summary>ONNX Runtime in this process.</summary>
    [JsonStringEnumMemberName("onnx")]
    Onnx,

    /// <summary>Voyage AI's embeddings service.</summary>
    [JsonStringEnumMemberName("voyage")]
    Voyage,

    /// <summary>A service with OpenAI's embeddings API: OpenAI itself, or a server of one's own.</summary>
    [JsonStringEnumMemberName("openai")]
    OpenAi,
}
