using System.Runtime.InteropServices;

namespace Julie.Embedding.Onnx;

/// <summary>Whether a GPU can be tried at all, so that the reason why not is plain words and not a loader's error.</summary>
internal static class GpuLibraries
{
    /// <summary>What is missing for this device, or null where it is worth a try.</summary>
    public static string? Missing(EmbeddingDevice device)
    {
        var provider = device == EmbeddingDevice.TensorRt ? "tensorrt" : "cuda";
        var file = OperatingSystem.IsWindows() ? $"onnxruntime_providers_{provider}.dll" : $"libonnxruntime_providers_{provider}.so";

        // Looked for, not loaded: the provider crashes unless ONNX Runtime itself is the first to load it.
        if (!Folders().Any(folder => File.Exists(Path.Combine(folder, file))))
        {
            return $"ONNX Runtime's {file} is not installed beside the program";
        }

        var driver = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        if (!NativeLibrary.TryLoad(driver, out var handle))
        {
            return $"there is no NVIDIA driver ({driver} does not load)";
        }

        NativeLibrary.Free(handle);
        return null;
    }

    private static string[] Folders() =>
    [
        AppContext.BaseDirectory,
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
    ];
}
