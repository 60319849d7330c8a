using System.Buffers;

namespace Julie.Embedding.Manifest;

/// <summary>What a manifest must fulfil beyond its JSON shape.</summary>
internal static class ManifestRules
{
    /// <summary>pgvector's limit for an HNSW index over halfvec; a longer vector could be stored but never indexed.</summary>
    private const int MostDimensions = 4000;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    public static IEnumerable<(string Field, string Problem)> Problems(ModelManifest manifest, string folderName)
    {
        if (manifest.Id.Length is 0 or > 100 || manifest.Id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            yield return ("id", "must be 1 to 100 letters, digits, dots, dashes or underscores");
        }
        else if (manifest.Id != folderName)
        {
            yield return ("id", $"is '{manifest.Id}' but the folder is '{folderName}'");
        }

        if (manifest.Dimensions is < 1 or > MostDimensions)
        {
            yield return ("dimensions", $"is {manifest.Dimensions}; it must be 1 to {MostDimensions}");
        }

        if (manifest.MaxTokens is < 8)
        {
            yield return ("maxTokens", "must be at least 8, or null where there is no limit");
        }

        if (manifest.QueryTokenType < 0 || manifest.DocumentTokenType < 0)
        {
            yield return (manifest.QueryTokenType < 0 ? "queryTokenType" : "documentTokenType", "must not be negative");
        }

        // Numbers are legal JSON for an enum, also numbers that stand for nothing.
        foreach (var (field, known) in new[]
        {
            ("provider", Enum.IsDefined(manifest.Provider)),
            ("pooling", Enum.IsDefined(manifest.Pooling)),
            ("tokenizer.type", Enum.IsDefined(manifest.Tokenizer.Type)),
        })
        {
            if (!known)
            {
                yield return (field, "has a value that stands for nothing");
            }
        }

        if (manifest.Onnx is null)
        {
            yield return ("onnx", "is needed by provider 'onnx'");
        }
        else if (manifest.Onnx.Output.Length == 0)
        {
            yield return ("onnx.output", "is empty");
        }

        if (manifest.Tokenizer.Files.Count == 0)
        {
            yield return ("tokenizer.files", "is empty");
        }

        foreach (var problem in FileProblems(manifest))
        {
            yield return problem;
        }
    }

    private static IEnumerable<(string Field, string Problem)> FileProblems(ModelManifest manifest)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < manifest.Files.Count; i++)
        {
            var file = manifest.Files[i];
            if (file.Path.Length == 0 || Path.IsPathRooted(file.Path) || file.Path.Contains('\\') || file.Path.Split('/').Any(part => part is "" or "." or ".."))
            {
                // SECURITY: a manifest names files of its own folder and nothing else of the machine.
                yield return ($"files[{i}].path", $"is '{file.Path}'; it must be a relative path without '..'");
            }
            else if (!paths.Add(file.Path))
            {
                yield return ($"files[{i}].path", $"names '{file.Path}' a second time");
            }

            if (file.Sha256.Length != 64 || !file.Sha256.All(char.IsAsciiHexDigitLower))
            {
                yield return ($"files[{i}].sha256", "must be 64 lower-case hex digits");
            }

            if (file.Bytes < 1)
            {
                yield return ($"files[{i}].bytes", "must be the file's size");
            }
        }

        if (manifest.Onnx is not null && !paths.Contains(manifest.Onnx.File))
        {
            yield return ("onnx.file", $"'{manifest.Onnx.File}' is not listed in 'files'");
        }

        foreach (var file in manifest.Tokenizer.Files.Where(file => !paths.Contains(file)))
        {
            yield return ("tokenizer.files", $"'{file}' is not listed in 'files'");
        }
    }
}
