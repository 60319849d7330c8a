using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>
/// Fetches the files of a model from the hub: resumable, checked, and in place only when whole. Several at a time, over processes, wait for
/// each other.
/// </summary>
public sealed class ModelPuller
{
    private readonly PullOptions options;
    private readonly TimeProvider time;
    private readonly HubLook look;
    private readonly FileDownload download;

    /// <summary>A puller.</summary>
    /// <param name="http">See <see cref="PullHttp.Create"/>; it must not follow redirects by itself.</param>
    /// <param name="options">How.</param>
    /// <param name="time">The clock of pauses and timeouts.</param>
    public ModelPuller(HttpMessageInvoker http, PullOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.time = time;
        var hub = new HubClient(http, options);
        look = new HubLook(hub, options, time);
        download = new FileDownload(hub, options, time);
    }

    /// <summary>Fetches what is missing or wrong. A model that is complete costs no request.</summary>
    /// <exception cref="PullException">It cannot be had, or not here.</exception>
    public async Task<PullResult> PullAsync(StoredModel model, Action<PullProgress> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(report);
        var manifest = model.Manifest;
        if (manifest.Source is null)
        {
            throw new PullException(
                PullFailure.NoSource, $"models/{manifest.Id}/model.json names no source to pull from",
                $"Its files are shipped or put there by hand; check them: ./julie models verify {manifest.Id}");
        }

        try
        {
            await using var only = await PullLock.TakeAsync(
                model.Folder, time, () => report(new("", 0, null, 0, null, "another pull of this model is under way; waiting for it")), cancellationToken);
            return await PullLockedAsync(model, report, cancellationToken);
        }
        catch (Exception exception) when (LocalErrors.IsLocal(exception))
        {
            throw LocalErrors.Of(exception, model.Folder);
        }
    }

    private async Task<PullResult> PullLockedAsync(StoredModel model, Action<PullProgress> report, CancellationToken cancellationToken)
    {
        var session = new PullSession(model.Manifest, model.Folder, options.Force);
        var done = new Dictionary<string, PulledFile>(StringComparer.Ordinal);
        var wanted = new List<HubFile>();
        foreach (var file in model.Manifest.Files.Where(file => !file.Exported))
        {
            var known = new HubFile(model.Manifest, file, Address(model.Manifest, file, session), model.FullPath(file.Path), session.HashOf(file.Path), DeclaredFile.Nothing);
            if (await KeepAsync(known, session, report, cancellationToken) is { } kept)
            {
                done.Add(file.Path, kept);
                continue;
            }

            wanted.Add(known);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            wanted[i] = await LookAsync(wanted[i], session, report, cancellationToken);
        }

        CheckRoom(model.Folder, wanted);
        var progress = new PullTotals(wanted, report);
        foreach (var file in wanted)
        {
            done.Add(file.File.Path, await FetchAsync(file, session, progress, cancellationToken));
        }

        return new PullResult(
            [.. model.Manifest.Files.Where(file => !file.Exported).Select(file => done[file.Path])],
            session.Commit,
            [.. model.Manifest.Files.Where(file => file.Exported && !File.Exists(model.FullPath(file.Path))).Select(file => file.Path)]);
    }

    /// <summary>The file that is there, where it is the right one.</summary>
    private async Task<PulledFile?> KeepAsync(HubFile file, PullSession session, Action<PullProgress> report, CancellationToken cancellationToken)
    {
        if (!File.Exists(file.Target))
        {
            return null;
        }

        var sha256 = await FileHash.Sha256Async(file.Target, cancellationToken);
        var bytes = new FileInfo(file.Target).Length;
        if ((file.File.Sha256 ?? file.Locked) is { } expected)
        {
            // What is promised by name and hash may be mended unasked.
            return sha256 == expected ? new(file.File.Path, sha256, bytes, Fetched: false, ContentCheck.Promise(file.File, file.Locked, file.Declared)) : null;
        }

        var seen = await LookAsync(file, session, report, cancellationToken);
        if (await ContentCheck.ProblemAsync(file.Target, file.File, file.Locked, seen.Declared, cancellationToken) is null)
        {
            session.Pin(new(file.File.Path, sha256, bytes));
            return new(file.File.Path, sha256, bytes, Fetched: false, ContentCheck.Promise(file.File, null, seen.Declared));
        }

        return options.Force || session.IsOurs(file.File.Path, sha256)
            ? null
            : throw new PullException(
                PullFailure.Local, $"{file.Target} is there and is not what the hub has", "Keep it and pull nothing, or replace it: --force");
    }

    private async Task<HubFile> LookAsync(HubFile file, PullSession session, Action<PullProgress> report, CancellationToken cancellationToken)
    {
        file = file with { Address = Address(file.Manifest, file.File, session) };
        var declared = await look.AskAsync(file, note => report(new(file.File.Path, 0, null, 0, null, note)), cancellationToken);
        session.Commit ??= declared.Commit;
        return file with { Address = Address(file.Manifest, file.File, session), Declared = declared };
    }

    private async Task<PulledFile> FetchAsync(HubFile file, PullSession session, PullTotals progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.Target)!);
        var partial = new PartialFile(file.Target);
        var declared = await download.RunAsync(file, partial, (bytes, note) => progress.Report(file, bytes, note), cancellationToken);
        var sha256 = await FileHash.Sha256Async(partial.Path, cancellationToken);
        var length = partial.Length;

        // The pin first: a file in place that no lock knows would be taken for one that somebody put there.
        session.Commit ??= declared.Commit;
        session.Pin(new(file.File.Path, sha256, length));
        partial.Complete();
        return new(file.File.Path, sha256, length, Fetched: true, ContentCheck.Promise(file.File, file.Locked, declared));
    }

    private static void CheckRoom(string folder, List<HubFile> wanted)
    {
        var needed = wanted.Sum(file => Math.Max(0, (file.Declared.Bytes ?? file.File.Bytes ?? 0) - new PartialFile(file.Target).Length));
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (needed > free)
        {
            throw LocalErrors.NoRoom(folder, needed, free);
        }
    }

    private Uri Address(ModelManifest manifest, ModelFile file, PullSession session) => HubAddress.Of(options.Hub, manifest.Source!, session.Revision, file);
}
