using System.Text.Json;

namespace Julie.Embedding.Manifest;

/// <summary>Reads a model's lock file.</summary>
internal static class LockReader
{
    /// <returns>Null where there is none.</returns>
    /// <exception cref="ModelFileException">It cannot be read, or is of another source than the manifest's.</exception>
    public static ModelLock? Read(ModelManifest manifest, string folder)
    {
        var file = Path.Combine(folder, ModelLock.FileName);
        var remedy = ModelRemedy.PullAgain(manifest);
        ModelLock locked;
        try
        {
            using var stream = File.OpenRead(file);
            locked = JsonSerializer.Deserialize(stream, ManifestJson.Default.ModelLock)
                ?? throw new ModelFileException(file, "is 'null'", remedy);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(file, $"cannot be read at {exception.Path ?? "$"}: {exception.Message}", remedy, exception);
        }

        if (manifest.Source is { } source && (source.Repository, source.Revision) != (locked.Repository, locked.Revision))
        {
            throw new ModelFileException(
                file,
                $"holds what was pulled from {locked.Repository} at {locked.Revision}, but the manifest now names {source.Repository} at {source.Revision}",
                remedy);
        }

        return locked;
    }
}
