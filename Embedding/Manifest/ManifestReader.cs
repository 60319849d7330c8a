using System.Text.Json;

namespace Julie.Embedding.Manifest;

/// <summary>Reads and checks one manifest; every error names the file and the field.</summary>
internal static class ManifestReader
{
    public const string FileName = "model.json";

    /// <exception cref="ModelFileException">The file is missing, no JSON, or a field is wrong.</exception>
    public static ModelManifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        ModelManifest manifest;
        try
        {
            using var stream = File.OpenRead(file);
            manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.ModelManifest)
                ?? throw new ModelFileException(file, "is 'null'", "Write the model's manifest into it.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(file, "is missing", "Set Julie:Embedding:Model to the name of a folder with a model.json.", exception);
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(file, $"cannot be read at {exception.Path ?? "$"}: {exception.Message}", "Correct that field.", exception);
        }

        foreach (var (field, problem) in ManifestRules.Problems(manifest, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))))
        {
            throw TwoOf(manifest.Id, folder) is { } other
                ? new ModelFileException(file, $"has the id '{manifest.Id}', which {other} has too", "Give each model an id of its own, which is its folder's name.")
                : new ModelFileException(file, $"field '{field}' {problem}", "Correct that field.");
        }

        return manifest;
    }

    /// <summary>The manifest of the folder that rightly has an id, where another folder claims it.</summary>
    private static string? TwoOf(string id, string folder)
    {
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder));
        if (parent is null || id.Length == 0 || id == Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) || id.AsSpan().ContainsAny('/', '\\'))
        {
            return null;
        }

        var other = Path.Combine(parent, id, FileName);
        return File.Exists(other) ? other : null;
    }
}
