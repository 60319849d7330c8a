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
    IPassageWork work, EmbedWorkerTelemetry telemetry, IOptions<EmbedWorkerOptions> options, ILogger<EmbedJob> logger) : IDisposable
{
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
        var pending = await work.BeginAsync(ready.Space, ids, cancellationToken);
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

        var outcomes = await new IsolatingEmbedder(ready.Embedder, (int)lane)
            .EmbedAsync([.. pending.Select(passage => passage.Text)], cancellationToken);
        await work.WriteAsync(
            ready.Space,
            [.. pending.Zip(outcomes).Where(pair => pair.Second.Error is null).Select(pair => (pair.First.Id, pair.Second.Vector))],
            cancellationToken);

        var failed = 0;
        foreach (var (passage, outcome) in pending.Zip(outcomes).Where(pair => pair.Second.Error is not null))
        {
            await FailAsync(ready.Space, passage.Id, outcome.Error!, cancellationToken);
            failed++;
        }

        return new JobOutcome(pending.Count - failed, failed, done);
    }

    private Task FailAsync(Space space, long passage, string error, CancellationToken cancellationToken)
    {
        Log.PassageFailed(logger, passage, error);
        return work.FailAsync(space, passage, error, cancellationToken);
    }
}
