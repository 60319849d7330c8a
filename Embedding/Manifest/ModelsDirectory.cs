namespace Julie.Embedding.Manifest;

/// <summary>Finds the folder of models where its setting is relative: a service may start in any working directory.</summary>
internal static class ModelsDirectory
{
    public static string Find(string setting)
    {
        if (Path.IsPathRooted(setting))
        {
            return Directory.Exists(setting) ? setting : throw Missing(setting);
        }

        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, setting);
                if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, ManifestReader.FileName, OneDown).Any())
                {
                    return candidate;
                }
            }
        }

        throw Missing(setting);
    }

    private static EnumerationOptions OneDown { get; } = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    private static ModelFileException Missing(string setting) =>
        new(setting, "is no folder with models", "Set Julie:Embedding:ModelsDirectory to the folder that holds one folder a model.");
}
