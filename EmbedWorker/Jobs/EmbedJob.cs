using System.Diagnostics;

using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.EmbedWorker.Spaces;
using Julie.Index.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Jobs;

/// <summary>
/// One job: drop what is done, read the texts, embed them, write the vectors. Safe to repeat. A job that comes again may hold a passage that
/// kills the process, so it is worked in ever smaller slices, each begun on its own: soon only the killer's attempts grow.
/// </summary>
internal sealed class EmbedJob(
    IPassageWork work, EmbedWorkerTelemetry telemetry, StageTimes times, IOptions<EmbedWorkerOptions> options, ILogger<EmbedJob> logger) : IDisposable
{
    private static readonly TimeSpan ReturnPatience = TimeSpan.FromSeconds(2);

    /// <summary>Suspects run one after another: beside each other, one's killer would spend the attempts of all.</summary>
    private readonly SemaphoreSlim suspects = new(1, 1);

    /// <param name="ready">The model and the space.</param>
    /// <param name="lane">The lane that the job came by.</param>
    /// <param name="job">The passages.</param>
    /// <param name="earlier">How often this message was delivered before.</param>
    /// <param name="cancellationToken">Ends the job between batches.</param>
    public async Task<JobOutcome> RunAsync(
        ReadyWorker ready, Lane lane, EmbedPassages job, int earlier, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var activity = EmbedWorkerTelemetry.StartJob(lane, job.SpaceId, job.PassageIds.Count);
        var outcome = new JobOutcome(0, 0, 0);
        var size = SliceSize(job.PassageIds.Count, earlier);
        if (earlier > 0)
        {
            Log.Suspect(logger, earlier + 1, lane, size);
            await suspects.WaitAsync(cancellationToken);
        }

        try
        {
            foreach (var slice in job.PassageIds.Chunk(size))
            {
                outcome += await RunSliceAsync(ready, lane, slice, cancellationToken);
            }
        }
        finally
        {
            if (earlier > 0)
            {
                suspects.Release();
            }
        }

        activity?.SetTag("julie.embedded", outcome.Embedded).SetTag("julie.failed", outcome.Failed);
        telemetry.Finished(lane, outcome, start);
        Log.JobDone(logger, lane, outcome.Embedded, outcome.Failed, outcome.Done);
        return outcome;
    }

    public void Dispose() => suspects.Dispose();

    /// <summary>An eighth at every delivery: a job of hundreds comes down to single passages within <see cref="EmbedWorkerOptions.MaxAttempts"/>.</summary>
    internal static int SliceSize(int count, int earlier) => Math.Max(1, count >> Math.Min(30, 3 * earlier));

    private async Task<JobOutcome> RunSliceAsync(ReadyWorker ready, Lane lane, long[] ids, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var pending = await work.BeginAsync(ready.Space, ids, cancellationToken);
        telemetry.Stage("read", lane, start);
        var done = ids.Length - pending.Count;
        if (pending.Count == 0)
        {
            return new JobOutcome(0, 0, done);
        }

        // Only a passage that was alone when its worker died is sure to be the one that killed it.
        if (ids.Length == 1 && pending[0].Attempts > options.Value.MaxAttempts)
        {
            await FailAsync(ready.Space, ids[0], $"given up after {pending[0].Attempts - 1} attempts that did not end: it may crash the worker", cancellationToken);
            return new JobOutcome(0, 1, 0);
        }

        try
        {
            return await EmbedAsync(ready, lane, pending, cancellationToken) with { Done = done };
        }
        catch (Exception)
        {
            // Whoever comes here lives: nothing in this slice kills a worker.
            await ReturnAsync(ready.Space, pending);
            throw;
        }
    }

    private async Task<JobOutcome> EmbedAsync(
        ReadyWorker ready, Lane lane, IReadOnlyList<PendingPassage> pending, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var outcomes = await new IsolatingEmbedder(ready.Embedder, (int)lane)
            .EmbedAsync([.. pending.Select(passage => passage.Text)], cancellationToken);
        telemetry.Stage("embed", lane, start);
        var embedded = Stopwatch.GetTimestamp();
        var failed = await WriteAsync(
            ready.Space,
            [.. pending.Zip(outcomes).Where(pair => pair.Second.Error is null).Select(pair => (pair.First.Id, pair.Second.Vector))],
            cancellationToken);
        telemetry.Stage("write", lane, embedded);
        times.Add(Stopwatch.GetElapsedTime(start, embedded), Stopwatch.GetElapsedTime(embedded));
        foreach (var (passage, outcome) in pending.Zip(outcomes).Where(pair => pair.Second.Error is not null))
        {
            await FailAsync(ready.Space, passage.Id, outcome.Error!, cancellationToken);
            failed++;
        }

        return new JobOutcome(pending.Count - failed, failed, 0);
    }

    /// <summary>Law 10: a vector that cannot be stored (too large for half precision, say) fails alone. Returns how many did.</summary>
    private async Task<int> WriteAsync(Space space, (long Id, ReadOnlyMemory<float> Vector)[] vectors, CancellationToken cancellationToken)
    {
        try
        {
            await work.WriteAsync(space, vectors, cancellationToken);
            return 0;
        }
        catch (ArgumentException exception)
        {
            if (vectors.Length == 1)
            {
                await FailAsync(space, vectors[0].Id, exception.Message, cancellationToken);
                return 1;
            }

            var half = vectors.Length / 2;
            return await WriteAsync(space, vectors[..half], cancellationToken) + await WriteAsync(space, vectors[half..], cancellationToken);
        }
    }

    private async Task ReturnAsync(Space space, IReadOnlyList<PendingPassage> pending)
    {
        try
        {
            // Not the job's token: a job that ends by cancellation returns its attempts too.
            using var patience = new CancellationTokenSource(ReturnPatience);
            await work.ReturnAsync(space, [.. pending.Select(passage => passage.Id)], patience.Token);
        }
        catch (Exception exception)
        {
            // Where the database is away they stay counted, as before a crash; a job of its own finds that none kills.
            Log.AttemptsKept(logger, pending.Count, exception.Message);
        }
    }

    private Task FailAsync(Space space, long passage, string error, CancellationToken cancellationToken)
    {
        Log.PassageFailed(logger, passage, error);
        return work.FailAsync(space, passage, error, cancellationToken);
    }
}
