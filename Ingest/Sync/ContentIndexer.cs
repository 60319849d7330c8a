using System.Collections.Concurrent;
using System.Threading.Channels;

using Julie.Contracts;
using Julie.Index.Content;
using Julie.Ingest.Chunking;
using Julie.Ingest.Git;
using Julie.ServiceDefaults.Spaces;
using Julie.ServiceDefaults.Telemetry;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>
/// Reads, cuts and stores the blobs that the index does not know: one reader, several cutters, two writers, with short channels between them, so
/// that memory stays bounded however large the repository is. A blob that fails, fails alone (law 10).
/// </summary>
internal sealed class ContentIndexer(
    ContentStore contents, ChunkerPool chunkers, GitCommand git, EmbedJobs jobs, ContentMemory memory, IOptions<IngestOptions> options, ILogger<ContentIndexer> logger)
{
    private const string Stage = "reading";
    private const int FindBatch = 2000;
    private readonly IngestOptions _options = options.Value;

    /// <summary>What became of each file, in the order of <paramref name="files"/>. Once <paramref name="overtaken"/>, nothing more is read, and the rest is pending.</summary>
    public async Task<IReadOnlyList<ContentResult>> IndexAsync(
        BareRepository repository, string objectFormat, IReadOnlyList<PlannedFile> files, SpaceInUse space, Lane lane, SyncProgress progress, CancellationToken overtaken, CancellationToken cancellationToken)
    {
        files = await memory.NameAsync(objectFormat, files, cancellationToken);
        var results = new ConcurrentDictionary<ContentKey, ContentResult>(await memory.SkippedAsync(objectFormat, files, cancellationToken));
        var known = await FindAsync(space.Space.ChunkingId, objectFormat, [.. files.Where(f => !results.ContainsKey(ContentKey.Of(f)))], cancellationToken);
        foreach (var file in files)
        {
            if (known.TryGetValue(new ChunkedBlobKey(new BlobKey(objectFormat, file.File.ObjectId), file.Class.Language?.Id ?? string.Empty), out var state))
            {
                results.TryAdd(ContentKey.Of(file), new ContentResult(file.Class.LanguageId, state.SkipReason));
            }
        }

        await RaiseAsync(known, space, lane, cancellationToken);
        var work = files.Select(f => new BlobWork(f.File.ObjectId, f.Class.Kind, f.File.Path))
            .Where(w => !results.ContainsKey(Key(w)))
            .DistinctBy(Key).ToList();
        progress.BlobsTotal = work.Count;
        await progress.StageAsync(Stage, cancellationToken);
        if (work.Count > 0)
        {
            await RunAsync(repository, objectFormat, work, space, lane, results, progress, overtaken, cancellationToken);
        }

        return
        [
            .. files.Select(f => results.TryGetValue(ContentKey.Of(f), out var result) ? result
                : overtaken.IsCancellationRequested ? new ContentResult(f.Class.LanguageId, null) { Pending = true }
                : throw new InvalidOperationException($"Nothing is known of {f.File.Path} after it was read.")),
        ];
    }

    private async Task<Dictionary<ChunkedBlobKey, ChunkedBlobState>> FindAsync(
        long chunkingId, string objectFormat, IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ChunkedBlobKey, ChunkedBlobState>();
        var keys = files.Where(f => f.Class.Language is not null)
            .Select(f => new ChunkedBlobKey(new BlobKey(objectFormat, f.File.ObjectId), f.Class.Language!.Id)).Distinct();
        foreach (var batch in keys.Chunk(FindBatch))
        {
            foreach (var (key, state) in await contents.FindAsync(chunkingId, batch, cancellationToken))
            {
                found[key] = state;
            }
        }

        return found;
    }

    /// <summary>Known content is not written again, but a push must not wait for it behind a backfill (law 8).</summary>
    private async Task RaiseAsync(
        Dictionary<ChunkedBlobKey, ChunkedBlobState> known, SpaceInUse space, Lane lane, CancellationToken cancellationToken)
    {
        if (lane >= Lane.Backfill)
        {
            return;
        }

        var outgoing = jobs.Begin(space.Space.Id, lane);
        foreach (var batch in known.Where(k => k.Value.SkipReason is null).Select(k => k.Key).Chunk(FindBatch))
        {
            await outgoing.AddAsync(await contents.RaiseAsync(space.Space.ChunkingId, space.Space.Id, lane, batch, cancellationToken), cancellationToken);
        }

        await outgoing.FlushAsync(cancellationToken);
    }

    private async Task RunAsync(
        BareRepository repository, string objectFormat, List<BlobWork> work, SpaceInUse space, Lane lane,
        ConcurrentDictionary<ContentKey, ContentResult> results, SyncProgress progress, CancellationToken overtaken, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = _options.ChunkWorkers > 0 ? _options.ChunkWorkers : Environment.ProcessorCount;
        var read = Channel.CreateBounded<ReadBlob>(new BoundedChannelOptions(workers * 4) { SingleWriter = true });
        var cut = Channel.CreateBounded<CutBlob>(new BoundedChannelOptions(workers * 4) { SingleReader = true });
        Task[] stages =
        [
            Guard(ReadAsync(repository, work, read.Writer, results, overtaken, stop.Token), stop),
            Guard(CutAllAsync(workers, objectFormat, space, read.Reader, cut.Writer, results, progress, stop.Token), stop),
            Guard(WriteAsync(space, lane, cut.Reader, results, progress, stop.Token), stop),
        ];
        try
        {
            await Task.WhenAll(stages);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && stages.FirstOrDefault(s => s.IsFaulted) is { } failed)
        {
            // The others were stopped because of it.
            await failed;
        }
    }

    private static async Task Guard(Task stage, CancellationTokenSource stop)
    {
        try
        {
            await stage;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task ReadAsync(
        BareRepository repository, List<BlobWork> work, ChannelWriter<ReadBlob> next, ConcurrentDictionary<ContentKey, ContentResult> results,
        CancellationToken overtaken, CancellationToken cancellationToken)
    {
        await using var blobs = new BlobReader(git, repository, options);
        foreach (var item in work)
        {
            if (overtaken.IsCancellationRequested)
            {
                // What is read already is cut and written: stopping costs no work twice.
                break;
            }

            try
            {
                if (await blobs.ReadAsync(item.ObjectId, cancellationToken) is { } content)
                {
                    await next.WriteAsync(new ReadBlob(item, content), cancellationToken);
                }
                else
                {
                    results[Key(item)] = new ContentResult(LanguageId(item), SkipReason.MissingObject.Name());
                }
            }
            catch (GitException exception)
            {
                Log.FileFailed(logger, item.Path, exception);
                results[Key(item)] = new ContentResult(LanguageId(item), null, exception.Message);
            }
        }

        next.Complete();
    }

    private async Task CutAllAsync(
        int workers, string objectFormat, SpaceInUse space, ChannelReader<ReadBlob> blobs, ChannelWriter<CutBlob> next,
        ConcurrentDictionary<ContentKey, ContentResult> results, SyncProgress progress, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(
            async () =>
            {
                using var lease = chunkers.Rent(space);
                await foreach (var blob in blobs.ReadAllAsync(cancellationToken))
                {
                    if (await CutAsync(lease.Chunker, objectFormat, blob, results, cancellationToken) is { } done)
                    {
                        await next.WriteAsync(done, cancellationToken);
                    }

                    progress.AddRead();
                }
            },
            cancellationToken)));
        next.Complete();
    }

    private async Task<CutBlob?> CutAsync(
        Chunker chunker, string objectFormat, ReadBlob blob, ConcurrentDictionary<ContentKey, ContentResult> results, CancellationToken cancellationToken)
    {
        try
        {
            var file = await chunker.CutAsync(blob.Content, blob.Work.Kind, cancellationToken);
            Report(blob.Work, file);
            IngestTelemetry.Blobs.Add(1);
            IngestTelemetry.Chunks.Add(file.Chunks.Count);
            foreach (var chunk in file.Chunks)
            {
                IngestTelemetry.ChunkTokens.Record(chunk.Tokens);
            }

            return new CutBlob(blob.Work, new NewChunkedBlob(
                new BlobKey(objectFormat, blob.Work.ObjectId), blob.Content.Length, file.Language.Id, file.Skip?.Name(), file.Chunks, file.Symbols) { Text = file.Text, Secrets = file.Secrets }, ContentSkips.IsRule(file.Skip)) { Otherwise = file.Otherwise?.Name() };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Law 10: whatever a hostile file does to a parser or a tokenizer, it is that file's failure.
            Log.FileFailed(logger, blob.Work.Path, exception);
            results[Key(blob.Work)] = new ContentResult(LanguageId(blob.Work), null, $"it could not be cut: {exception.Message}");
            return null;
        }
    }

    private async Task WriteAsync(
        SpaceInUse space, Lane lane, ChannelReader<CutBlob> blobs, ConcurrentDictionary<ContentKey, ContentResult> results, SyncProgress progress, CancellationToken cancellationToken)
    {
        var outgoing = jobs.Begin(space.Space.Id, lane);
        var batch = new List<CutBlob>();
        var chunks = 0;
        // Batches are written while the next are cut.
        var writing = new List<Task>();
        try
        {
            await foreach (var blob in blobs.ReadAllAsync(cancellationToken))
            {
                batch.Add(blob);
                chunks += blob.Blob.Chunks.Count;
                if (batch.Count < _options.BatchBlobs && chunks < _options.BatchChunks)
                {
                    continue;
                }

                if (writing.Count >= _options.BatchesAtOnce)
                {
                    var done = await Task.WhenAny(writing);
                    writing.Remove(done);
                    await done;
                }

                writing.Add(WriteAsync(space, lane, batch, outgoing, results, progress, cancellationToken));
                (batch, chunks) = ([], 0);
            }

            if (batch.Count > 0)
            {
                writing.Add(WriteAsync(space, lane, batch, outgoing, results, progress, cancellationToken));
            }

            await Task.WhenAll(writing);
            await outgoing.FlushAsync(cancellationToken);
        }
        finally
        {
            await Task.WhenAll(writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(
        SpaceInUse space, Lane lane, List<CutBlob> batch, EmbedJobs.Batch outgoing, ConcurrentDictionary<ContentKey, ContentResult> results, SyncProgress progress,
        CancellationToken cancellationToken)
    {
        using var activity = lane >= Lane.Backfill ? IngestTelemetry.Source.StartActivity("write batch").AsBulk() : null;
        // A file without an extension may turn out to be a blob that another path of this batch has with one.
        var blobs = batch.Where(b => !b.ByRule).Select(b => b.Blob).DistinctBy(b => (b.Blob, b.Language)).ToList();
        // First: with chunks and without what is remembered, content that only one repository's attributes let in would look let in everywhere.
        await memory.RememberAsync(batch, cancellationToken);
        var written = await contents.WriteAsync(space.Space.ChunkingId, space.Space.Id, lane, blobs, cancellationToken);
        foreach (var (work, blob, _) in batch)
        {
            results[Key(work)] = new ContentResult(blob.Language, blob.SkipReason);
        }

        progress.AddWritten(written.Chunks, written.NewPassages);
        await outgoing.AddAsync(written.NewPassageIds, cancellationToken);
        await progress.TickAsync(Stage, cancellationToken);
    }

    /// <summary>SECURITY: kind and number, never the value.</summary>
    private void Report(BlobWork work, CutFile file)
    {
        foreach (var kind in file.Secrets.GroupBy(s => s.Kind))
        {
            var count = kind.Sum(s => s.Count);
            IngestTelemetry.Secrets.Add(count, new KeyValuePair<string, object?>("kind", kind.Key));
            Log.SecretsMasked(logger, work.Path, kind.Key, count, kind.Min(s => s.Line));
        }
    }

    private static ContentKey Key(BlobWork work) => ContentKey.Of(work.ObjectId, work.Kind);

    private static string LanguageId(BlobWork work) => (work.Kind.Language ?? LanguageByContent.Default(work.Kind.Hint)).Id;
}
