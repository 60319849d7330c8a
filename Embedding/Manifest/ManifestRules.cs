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

        if (manifest.FullDimensions is not null)
        {
            yield return ("fullDimensions", "is set by Julie:Embedding:Dimensions, never by a manifest");
        }

        // A service may give longer vectors than by default; what a graph gives can only be cut.
        var longest = manifest.Provider == ModelProvider.Onnx ? manifest.Dimensions - 1 : MostDimensions;
        if (manifest.Matryoshka is { } lengths && (lengths.Count == 0 || lengths.Any(length => length < 1 || length > longest || length == manifest.Dimensions)))
        {
            yield return ("matryoshka", "must list other lengths than 'dimensions' (shorter ones, where a graph gives the vector), or be absent");
        }

        if (manifest.Tokenizer.Type == TokenizerType.Bytes != (manifest.Tokenizer.Files.Count == 0))
        {
            yield return ("tokenizer.files", manifest.Tokenizer.Files.Count == 0 ? "is empty" : "must be empty: bytes need no vocabulary");
        }

        if (manifest.Tokenizer.Type == TokenizerType.Bytes && manifest.Provider == ModelProvider.Onnx)
        {
            yield return ("tokenizer.type", "'bytes' only counts: a model that runs here needs its own tokenizer");
        }

        foreach (var problem in ProviderProblems(manifest).Concat(SourceProblems(manifest.Source)).Concat(FileProblems(manifest)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<(string Field, string Problem)> ProviderProblems(ModelManifest manifest)
    {
        var local = manifest.Provider == ModelProvider.Onnx;
        if (local != manifest.Onnx is not null)
        {
            yield return ("onnx", local ? "is needed by provider 'onnx'" : "is for provider 'onnx' only");
        }

        if (local == manifest.Remote is not null)
        {
            yield return ("remote", local ? "is not for provider 'onnx'" : "is needed by a provider that is a service");
        }

        if (manifest.Onnx is { Output.Length: 0 })
        {
            yield return ("onnx.output", "is empty");
        }

        if (manifest.Remote is not { } remote)
        {
            yield break;
        }

        if (!Uri.TryCreate(remote.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("https" or "http") || endpoint.UserInfo.Length > 0)
        {
            yield return ("remote.endpoint", "must be an http or https address without credentials");
        }

        if (remote.Model.Length == 0)
        {
            yield return ("remote.model", "is empty");
        }

        if (remote.MaxTexts < 1 || remote.MaxRequestTokens < 1)
        {
            yield return (remote.MaxTexts < 1 ? "remote.maxTexts" : "remote.maxRequestTokens", "must be at least 1");
        }

        if (remote.PricePerMillionTokens < 0)
        {
            yield return ("remote.pricePerMillionTokens", "must not be negative");
        }
    }

    private static IEnumerable<(string Field, string Problem)> SourceProblems(ModelSource? source)
    {
        // SECURITY: both become parts of an address; neither may lead to another place of the hub.
        if (source is not null && (source.Repository.Count(c => c == '/') > 1 || !IsPlain(source.Repository)))
        {
            yield return ("source.repository", $"is '{source.Repository}'; it must be a name or owner/name");
        }

        if (source is not null && !IsPlain(source.Revision))
        {
            yield return ("source.revision", $"is '{source.Revision}'; it must be a branch, tag or commit");
        }
    }

    private static bool IsPlain(string path) => path.Split('/').All(part =>
        part.Length > 0 && part.Trim('.').Length > 0 && !part.AsSpan().ContainsAnyExcept(IdCharacters));

    private static IEnumerable<(string Field, string Problem)> FileProblems(ModelManifest manifest)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < manifest.Files.Count; i++)
        {
            var file = manifest.Files[i];
            if (!IsInside(file.Path))
            {
                yield return ($"files[{i}].path", $"is '{file.Path}'; it must be a relative path without '..'");
            }
            else if (!paths.Add(file.Path))
            {
                yield return ($"files[{i}].path", $"names '{file.Path}' a second time");
            }

            if (file.Source is { } source && !IsInside(source))
            {
                yield return ($"files[{i}].source", $"is '{source}'; it must be a relative path without '..'");
            }

            if (file.Sha256 is { } sha256 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
            {
                yield return ($"files[{i}].sha256", "must be 64 lower-case hex digits, or absent");
            }

            if (file.Bytes < 1)
            {
                yield return ($"files[{i}].bytes", "must be the file's size, or absent");
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

    // SECURITY: a manifest names files of its own folder and nothing else of the machine, nor a file that the project itself writes there.
    private static bool IsInside(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains('\\') && !path.Any(char.IsControl)
        && !path.Split('/').Any(part => part is "" or "." or "..")
        && path is not (ManifestReader.FileName or ModelLock.FileName);
}
