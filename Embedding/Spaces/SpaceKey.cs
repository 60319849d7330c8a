using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Spaces;

/// <summary>Identity of a vector space: equal keys mean that vectors may be compared (law 9).</summary>
public static class SpaceKey
{
    /// <summary>Raised where the code changes vectors in a way that none of the key's parts shows.</summary>
    private const int Version = 1;

    /// <summary>SHA-256 over a canonical text of everything that changes a vector.</summary>
    /// <param name="manifest">The model, pinned (<see cref="StoredModel.Pin"/>); its files count by their hashes, what people read not at all.</param>
    /// <param name="embedInputVersion"><see cref="EmbedInput.Version"/>.</param>
    /// <param name="chunking">The way to cut.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Of(ModelManifest manifest, int embedInputVersion, SpaceChunking chunking)
        => SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(manifest, embedInputVersion, chunking)));

    /// <summary>Identity of a model's tokenizer: its type and the hashes of its files. Two models with the same one cut the same.</summary>
    public static string TokenizerIdentity(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var hashes = string.Join('\n', manifest.Tokenizer.Files.Select(file => HashOf(manifest, file)));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes)));
        return $"{manifest.Tokenizer.Type.ToString().ToLowerInvariant()}:{digest[..16]}";
    }

    /// <summary>The manifest as it is kept with a space.</summary>
    public static string ManifestJsonOf(ModelManifest manifest)
        => JsonSerializer.Serialize(manifest, ManifestJson.Default.ModelManifest);

    /// <summary>One line a part, "name length value": no two different sets of parts give the same text.</summary>
    internal static string Canonical(ModelManifest manifest, int embedInputVersion, SpaceChunking chunking)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(chunking);
        var text = new StringBuilder();
        Add("space", Number(Version));
        Add("model", manifest.Id);
        Add("provider", manifest.Provider.ToString());
        Add("dimensions", Number(manifest.Dimensions));
        if (manifest.FullDimensions is { } full)
        {
            Add("full-dimensions", Number(full));
        }

        Add("pooling", manifest.Pooling.ToString());
        Add("normalize", manifest.Normalize ? "1" : "0");
        Add("max-tokens", manifest.MaxTokens is { } most ? Number(most) : "");
        Add("query-prefix", manifest.QueryPrefix);
        Add("document-prefix", manifest.DocumentPrefix);
        Add("query-token-type", Number(manifest.QueryTokenType));
        Add("document-token-type", Number(manifest.DocumentTokenType));
        Add("tokenizer", manifest.Tokenizer.Type.ToString());
        foreach (var file in manifest.Tokenizer.Files)
        {
            Add("tokenizer-file", HashOf(manifest, file));
        }

        if (manifest.Onnx is { } onnx)
        {
            Add("onnx-file", HashOf(manifest, onnx.File));
            Add("onnx-output", onnx.Output);
        }

        if (manifest.Remote is { } remote)
        {
            Add("remote-model", remote.Model); // not its address: the same model may move
        }

        Add("revision", manifest.Revision);
        foreach (var file in manifest.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            Add("file", HashOf(file)); // external weights are files of the graph that no other field names
        }

        Add("embed-input", Number(embedInputVersion));
        Add("chunking-version", Number(chunking.Version));
        Add("chunking-tokenizer", chunking.Tokenizer);
        Add("chunking-target", Number(chunking.TargetTokens));
        Add("chunking-limit", Number(chunking.LimitTokens));
        return text.ToString();

        void Add(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value.Length} {value}\n");

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private static string HashOf(ModelManifest manifest, string path)
        => HashOf(manifest.Files.First(file => file.Path == path));

    private static string HashOf(ModelFile file)
        => file.Sha256 ?? throw new ArgumentException($"The manifest is not pinned: {file.Path} has no hash. Take StoredModel.Pin().");
}
