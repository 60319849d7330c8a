using System.Security.Cryptography;

namespace Julie.Embedding.Manifest;

/// <summary>
/// A model in its folder. Safe for concurrent use. A file is hashed when it is first asked for, and again when it was written since; a file
/// that fails is looked at again the next time, so that a mended one is picked up without a restart.
/// </summary>
public sealed class StoredModel
{
    private readonly Dictionary<string, ModelFile> files;
    private readonly Dictionary<string, (ModelFile File, DateTime Written)> verified = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private ModelManifest? pinned;

    internal StoredModel(ModelManifest manifest, string folder)
    {
        Manifest = manifest;
        Folder = folder;
        files = manifest.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>What the manifest says, with the dimensions that the configuration picked. Hashes may be absent: see <see cref="Pin"/>.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Full path of its folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// The manifest with the hash and size of every file: from the manifest, else from the lock file that <c>julie models pull</c> wrote, else
    /// from the file itself, which is read for it. Only this one identifies a space.
    /// </summary>
    /// <exception cref="ModelFileException">A file whose hash is written nowhere is missing, or the lock file is wrong.</exception>
    public ModelManifest Pin()
    {
        lock (gate)
        {
            return pinned ??= Manifest with { Files = [.. Manifest.Files.Select(file => Expected(file) ?? Examine(file))] };
        }
    }

    /// <summary>Full path of one of the manifest's files, once its size and SHA-256 are what the manifest or the lock file says.</summary>
    /// <exception cref="ModelFileException">It is missing or another file.</exception>
    public string PathOf(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var listed = files.TryGetValue(file, out var found)
            ? found
            : throw new ArgumentException($"'{file}' is not listed in the manifest of {Manifest.Id}.", nameof(file));
        lock (gate)
        {
            Examine(listed);
        }

        return FullPath(file);
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

    /// <summary>Every file as it lies on disk: whether it is there, with the size that is known. Nothing is read but the lock file.</summary>
    public IReadOnlyList<FileState> Look() => [.. Manifest.Files.Select(file => State(file, () =>
    {
        var bytes = new FileInfo(FullPath(file.Path)).Length;
        var problem = Expected(file)?.Bytes is { } known && known != bytes ? $"{FullPath(file.Path)}: has {bytes} bytes instead of {known}. {ModelRemedy.Restore(Manifest, file)}" : null;
        return (null, problem);
    }))];

    /// <summary>Every file, hashed anew.</summary>
    public IReadOnlyList<FileState> Verify() => [.. Manifest.Files.Select(file => State(file, () =>
    {
        lock (gate)
        {
            verified.Remove(file.Path);
            return (Examine(file).Sha256, null);
        }
    }))];

    private FileState State(ModelFile file, Func<(string? Sha256, string? Problem)> look)
    {
        try
        {
            var info = new FileInfo(FullPath(file.Path));
            var known = file.Sha256 is not null ? HashOrigin.Manifest : Expected(file) is not null ? HashOrigin.Lock : HashOrigin.None;
            var (sha256, problem) = info.Exists ? look() : (null, $"{info.FullName}: is missing. {ModelRemedy.Restore(Manifest, file)}");
            return new FileState(file, info.Exists ? info.Length : null, known, sha256, problem);
        }
        catch (ModelFileException exception)
        {
            return new FileState(file, null, HashOrigin.None, null, exception.Message);
        }
    }

    /// <summary>What a file must be; null where only the file itself can tell.</summary>
    private ModelFile? Expected(ModelFile file)
    {
        // The manifest outranks the lock: somebody reviewed it.
        return file.Sha256 is not null
            ? file
            : LockReader.Read(Manifest, Folder)?.Files.FirstOrDefault(locked => locked.Path == file.Path) is { } pin
                ? file with { Sha256 = pin.Sha256, Bytes = file.Bytes ?? pin.Bytes }
                : null;
    }

    private ModelFile Examine(ModelFile file)
    {
        var path = FullPath(file.Path);
        var info = new FileInfo(path);
        if (verified.TryGetValue(file.Path, out var known) && info.Exists && (known.File.Bytes, known.Written) == (info.Length, info.LastWriteTimeUtc))
        {
            return known.File;
        }

        if (!info.Exists)
        {
            throw new ModelFileException(path, "is missing", ModelRemedy.Restore(Manifest, file));
        }

        // Law 9: once a space is made of a file's own hash, another file in its place would put vectors of two models into that space.
        if (file.Sha256 is null && pinned?.Files.First(f => f.Path == file.Path).Sha256 is { } first && HashOf(info) != first)
        {
            throw new ModelFileException(path, "is another file than when this service first read it", "Restart the service to use it as another vector space.");
        }

        var expected = Expected(file) ?? file;
        var where = file.Sha256 is null && expected.Sha256 is not null ? ModelLock.FileName : "its manifest";
        if (expected.Bytes is { } bytes && info.Length != bytes)
        {
            throw new ModelFileException(path, $"has {info.Length} bytes where {where} says {bytes}", ModelRemedy.Restore(Manifest, file));
        }

        var written = info.LastWriteTimeUtc;
        var hash = HashOf(info);
        if (expected.Sha256 is { } sha256 && hash != sha256)
        {
            throw new ModelFileException(path, $"is corrupt: its SHA-256 is {hash} where {where} says {sha256}", ModelRemedy.Restore(Manifest, file));
        }

        var good = file with { Sha256 = hash, Bytes = info.Length };
        verified[file.Path] = (good, written);
        return good;
    }

    private static string HashOf(FileInfo info)
    {
        using var stream = info.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    internal string FullPath(string file) => Path.Combine(Folder, file.Replace('/', Path.DirectorySeparatorChar));
}
