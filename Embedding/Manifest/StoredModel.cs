using System.Security.Cryptography;

namespace Julie.Embedding.Manifest;

/// <summary>
/// A model in its folder. Safe for concurrent use. A file is checked against its hash once, when it is first asked for; a file
/// that fails is checked again the next time, so that a mended one is picked up without a restart.
/// </summary>
public sealed class StoredModel
{
    private readonly Dictionary<string, ModelFile> files;
    private readonly HashSet<string> verified = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    internal StoredModel(ModelManifest manifest, string folder)
    {
        Manifest = manifest;
        Folder = folder;
        files = manifest.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>What the manifest says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Full path of its folder.</summary>
    public string Folder { get; }

    /// <summary>Full path of one of the manifest's files, once its size and SHA-256 are what the manifest says.</summary>
    /// <exception cref="ModelFileException">It is missing or another file.</exception>
    public string PathOf(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var expected = files.TryGetValue(file, out var found)
            ? found
            : throw new ArgumentException($"'{file}' is not listed in the manifest of {Manifest.Id}.", nameof(file));
        var path = Path.Combine(Folder, file.Replace('/', Path.DirectorySeparatorChar));
        lock (gate)
        {
            if (!verified.Contains(file))
            {
                Verify(path, expected);
                verified.Add(file);
            }
        }

        return path;
    }

    /// <summary>Checks every file that the manifest lists, also those that the graph opens by itself (external weights).</summary>
    /// <exception cref="ModelFileException">One is missing or another file.</exception>
    public void VerifyAll()
    {
        foreach (var file in Manifest.Files)
        {
            PathOf(file.Path);
        }
    }

    private void Verify(string path, ModelFile expected)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new ModelFileException(path, "is missing", Remedy(expected));
        }

        if (info.Length != expected.Bytes)
        {
            throw new ModelFileException(path, $"has {info.Length} bytes where its manifest says {expected.Bytes}", Remedy(expected));
        }

        using var stream = info.OpenRead();
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (hash != expected.Sha256)
        {
            throw new ModelFileException(path, $"is corrupt: its SHA-256 is {hash} where its manifest says {expected.Sha256}", Remedy(expected));
        }
    }

    private string Remedy(ModelFile file) => $"Restore it: git checkout -- models/{Manifest.Id}/{file.Path}";
}
