namespace Julie.Embedding;

/// <summary>Where a model runs.</summary>
public enum EmbeddingDevice
{
    /// <summary>CUDA where it works, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT. Never chosen by itself: it compiles engines for minutes.</summary>
    TensorRt,
}
