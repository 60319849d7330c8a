namespace Julie.Embedding.Manifest;

/// <summary><c>Julie:Embedding:Dimensions</c> over a manifest.</summary>
internal static class ChosenDimensions
{
    /// <exception cref="ModelFileException">The model does not allow that length.</exception>
    public static ModelManifest Apply(ModelManifest manifest, int? dimensions, string folder)
    {
        if (dimensions is not { } chosen || chosen == manifest.Dimensions)
        {
            return manifest;
        }

        if (manifest.Matryoshka?.Contains(chosen) is not true)
        {
            throw new ModelFileException(
                Path.Combine(folder, ManifestReader.FileName),
                $"does not allow vectors of {chosen} numbers",
                $"Set Julie:Embedding:Dimensions to one of: {string.Join(", ", [.. manifest.Matryoshka ?? [], manifest.Dimensions])}; or leave it unset.");
        }

        return manifest with { Dimensions = chosen, FullDimensions = manifest.Dimensions };
    }
}
