namespace Julie.Embedding.Manifest;

/// <summary>The command that mends a model's file, by where the file comes from.</summary>
internal static class ModelRemedy
{
    public static string Restore(ModelManifest manifest, ModelFile file) =>
        manifest.Quantized is { } quantized ? $"Make it again: ./julie models quantize {quantized.Model} --precision {quantized.Precision.ToString().ToLowerInvariant()} --output-id {manifest.Id} --force"
        : file.Exported ? $"Export it (models/export/README.md), then: ./julie models verify {manifest.Id}"
        : manifest.Source is null ? $"Restore it: git checkout -- models/{manifest.Id}/{file.Path}, or make it again as it was made"
        : $"Get it: ./julie models pull {manifest.Id}. Or put it there by hand, then: ./julie models verify {manifest.Id}";

    public static string PullAgain(ModelManifest manifest) => manifest.Source is null
        ? "Delete it, then: ./julie models verify " + manifest.Id
        : "Pull again: ./julie models pull " + manifest.Id;
}
