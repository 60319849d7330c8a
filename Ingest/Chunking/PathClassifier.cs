using System.Text.RegularExpressions;

using Julie.Index.Snapshots;
using Julie.Ingest.Chunking.Rules;

namespace Julie.Ingest.Chunking;

/// <summary>Language and flags from the path, and from what the repository's attributes say about it; both win over guesses, attributes over the path.</summary>
internal static partial class PathClassifier
{
    public static PathClass Classify(string path) => Classify(path, PathAttributes.None);

    public static PathClass Classify(string path, PathAttributes attributes)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var named = attributes.Language is { } given ? LanguageNames.Find(given) : null;
        var kind = Kind(name, named, written: attributes.Generated == false);
        var vendored = attributes.Vendored ?? Vendored().IsMatch(path);
        var generated = attributes.Generated ?? Generated().IsMatch(path);
        var minified = attributes.Generated is null && Minified().IsMatch(name);
        var documentation = attributes.Documentation ?? (kind.Language?.Kind == LanguageKind.Documentation || Documentation().IsMatch(path));
        var flags = (vendored ? TreeEntryFlags.Vendored : 0) | (generated || minified ? TreeEntryFlags.Generated : 0)
            | (Test().IsMatch(path) ? TreeEntryFlags.Test : 0) | (documentation ? TreeEntryFlags.Documentation : 0)
            | (kind.Written ? TreeEntryFlags.Written : 0) | (named is not null ? TreeEntryFlags.Named : 0);
        SkipReason? skip = vendored ? SkipReason.Vendored
            : generated ? SkipReason.Generated
            : minified ? SkipReason.Minified
            : attributes.Binary ?? Binary().IsMatch(name) ? SkipReason.Binary
            : null;
        return new PathClass(kind, flags, skip, attributes.Detectable is { } detectable ? !detectable : kind.Language?.Kind == LanguageKind.Data);
    }

    private static FileKind Kind(string name, Language? named, bool written)
    {
        var extension = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return named is null && name.Contains('.', StringComparison.Ordinal) && LanguageByContent.Shares(extension)
            ? new FileKind(null, extension, written)
            : new FileKind(named ?? Languages.OfName(name), Written: written);
    }

    [GeneratedRegex(@"(^|/)(node_modules|bower_components|jspm_packages|vendor|vendored|_vendor|third[_-]party|3rdparty|thirdparty|Pods|Carthage|\.yarn|site-packages|Godeps)/")]
    private static partial Regex Vendored();

    [GeneratedRegex(@"(^|/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Gemfile\.lock|go\.sum|flake\.lock|packages\.lock\.json|mix\.lock|Podfile\.lock|pubspec\.lock|\.terraform\.lock\.hcl)$|\.(designer\.cs|g\.cs|g\.i\.cs|generated\.cs|pb\.go|pb\.cc|pb\.h|pb2\.py|pb2_grpc\.py|pb\.rb|g\.dart|freezed\.dart|map)$|_pb2(_grpc)?\.pyi?$|_pb\.(js|d\.ts|rb)$|(^|/)__generated__/|(^|/)zz_generated[^/]*\.go$|_(generated|gen)\.go$", RegexOptions.IgnoreCase)]
    private static partial Regex Generated();

    [GeneratedRegex(@"[.-]min\.(js|css|mjs|cjs|html)$|\.bundle\.js$", RegexOptions.IgnoreCase)]
    private static partial Regex Minified();

    [GeneratedRegex(@"\.(png|jpe?g|gif|bmp|ico|icns|webp|avif|tiff?|psd|ai|eps|sketch|fig|mp[34]|m4[av]|wav|ogg|oga|ogv|flac|aac|mov|avi|mkv|webm|ttf|otf|woff2?|eot|pdf|docx?|xlsx?|pptx?|od[tsp]|zip|gz|tgz|bz2|xz|zst|7z|rar|tar|jar|war|ear|class|dex|apk|aab|ipa|dll|exe|so|dylib|a|o|obj|lib|pdb|nupkg|snupkg|whl|egg|pyc|pyo|wasm|node|bin|dat|db|sqlite3?|mdb|parquet|avro|orc|npy|npz|h5|hdf5|pt|pth|onnx|safetensors|pb|tflite|pkl|pickle|ckpt|gguf|jks|keystore|p12|pfx|der|cer|snk|dmg|iso|img|deb|rpm|msi|cab|swf|fla|blend|fbx|glb|stl|mo|gmo)$", RegexOptions.IgnoreCase)]
    private static partial Regex Binary();

    [GeneratedRegex(@"(^|/)(tests?|testing|__tests__|specs?|testdata|test-data|fixtures|__mocks__|e2e|androidTest|[^/]*[.-]?Tests?)/|(^|/)(test_[^/]+|[^/]+_(test|spec)|[^/]+\.(test|spec|cy)|[^/]+Tests?|conftest)\.[^/.]+$")]
    private static partial Regex Test();

    [GeneratedRegex(@"(^|/)(docs?|documentation|man)/|(^|/)(README|CHANGELOG|CHANGES|CONTRIBUTING|LICEN[SC]E|COPYING|NOTICE|AUTHORS|SECURITY|CODE_OF_CONDUCT)[^/]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Documentation();
}
