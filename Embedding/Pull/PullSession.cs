using System.Text.Json;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>The lock file during one pull: what is known of files from before, what is learnt now.</summary>
internal sealed class PullSession
{
    private readonly string folder;
    private readonly ModelSource source;
    private readonly Dictionary<string, LockedFile> pinned = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, string Sha256)> earlier = [];

    public PullSession(ModelManifest manifest, string folder, bool force)
    {
        this.folder = folder;
        source = manifest.Source!;
        if (Read(folder) is not { } known)
        {
            return;
        }

        earlier = [.. known.Files.Select(file => (file.Path, file.Sha256))];
        if (!force && (known.Repository, known.Revision) == (source.Repository, source.Revision))
        {
            Commit = known.Commit;
            pinned = known.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        }
    }

    /// <summary>All files come from one commit, also where the branch moves during the pull or between two that belong together.</summary>
    public string? Commit { get; set; }

    public string Revision => Commit ?? source.Revision;

    public string? HashOf(string path) => pinned.GetValueOrDefault(path)?.Sha256;

    /// <summary>Whether a file is one that an earlier pull put there, so that another may take its place unasked.</summary>
    public bool IsOurs(string path, string sha256) => earlier.Contains((path, sha256));

    public void Pin(LockedFile file)
    {
        pinned[file.Path] = file;
        var content = new ModelLock(source.Repository, source.Revision, [.. pinned.Values.OrderBy(f => f.Path, StringComparer.Ordinal)], Commit);
        AtomicFile.WriteText(Path.Combine(folder, ModelLock.FileName), JsonSerializer.Serialize(content, ManifestJson.Default.ModelLock) + "\n");
    }

    // A broken one is what a pull mends.
    private static ModelLock? Read(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, ModelLock.FileName));
            return JsonSerializer.Deserialize(stream, ManifestJson.Default.ModelLock);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
