using System.Text.Json;

namespace Julie.Embedding.Manifest;

/// <summary>Writes a manifest as <see cref="ModelStore"/> reads it.</summary>
public static class ManifestWriter
{
    /// <summary>Writes <c>model.json</c> into the folder of a model; another process sees the old file or the new one, never a part.</summary>
    public static void Write(string folder, ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        var json = JsonSerializer.Serialize(manifest with { Schema = "../model.schema.json" }, ManifestJson.Default.ModelManifest);
        AtomicFile.WriteText(Path.Combine(folder, ManifestReader.FileName), json + "\n");
    }
}
