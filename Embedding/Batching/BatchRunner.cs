using System.Buffers;
using System.Diagnostics;

using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;

using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Batching;

/// <summary>
/// Keeps the device busy: threads of its own form a batch whenever one of them is free, run it, and hand out the vectors. A failure reaches only
/// the calls that it belongs to (law 10). Safe for concurrent use.
/// </summary>
internal sealed class BatchRunner : IAsyncDisposable
{
    private readonly ModelManifest manifest;
    private readonly IBatchModel model;
    private readonly string device;
    private readonly EmbeddingTelemetry telemetry;
    private readonly ILogger logger;
    private readonly BatchQueue queue = new();
    private readonly BatchBudget budget;
    private readonly SemaphoreSlim work = new(0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] threads;

    /// <param name="manifest">The model's manifest.</param>
    /// <param name="model">What runs a batch.</param>
    /// <param name="device">Its device, for messages and metrics.</param>
    /// <param name="concurrency">Batches that may run at the same time.</param>
    /// <param name="batchTokens">Most padded tokens of a batch.</param>
    /// <param name="telemetry">The room's metrics.</param>
    /// <param name="logger">Where a device without room is told.</param>
    public BatchRunner(
        ModelManifest manifest, IBatchModel model, string device, int concurrency, int batchTokens, EmbeddingTelemetry telemetry, ILogger logger)
    {
        (this.manifest, this.model, this.device, this.telemetry, this.logger) = (manifest, model, device, telemetry, logger);
        budget = new BatchBudget(batchTokens);
        threads = [.. Enumerable.Range(0, concurrency).Select(_ => Task.Factory.StartNew(Loop, TaskCreationOptions.LongRunning))];
    }

    /// <summary>The vectors of tokenised texts: [texts, dimensions].</summary>
    /// <param name="rows">Tokens of each text.</param>
    /// <param name="firstText">Place of the first among the texts that the caller knows.</param>
    /// <param name="side">Document or query.</param>
    /// <param name="priority">0 is most urgent.</param>
    /// <param name="cancellationToken">Takes back what waits.</param>
    /// <exception cref="EmbeddingException">The model failed, or a vector is no number.</exception>
    public async Task<float[]> RunAsync(IReadOnlyList<TokenRow> rows, int firstText, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
        var call = new EmbedCall(rows, firstText, manifest.Dimensions, side, priority);
        queue.Add(call);
        telemetry.Queued(priority, rows.Count);
        if (work.CurrentCount < threads.Length)
        {
            work.Release(threads.Length);
        }

        try
        {
            await using (cancellationToken.UnsafeRegister((_, token) => call.Cancel(token), null))
            {
                return await call.Completion;
            }
        }
        finally
        {
            queue.Remove(call);
            telemetry.Queued(priority, -rows.Count);
        }
    }

    /// <summary>Ends running batches as soon as the device allows, and fails what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(threads);
        while (queue.Take(int.MaxValue) is { Count: > 0 } rest)
        {
            Fail(rest, new ObjectDisposedException(nameof(BatchRunner)));
        }

        work.Dispose();
        stop.Dispose();
    }

    private void Loop()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                work.Wait(stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            while (!stop.IsCancellationRequested && queue.Take(budget.Current) is { Count: > 0 } batch)
            {
                Run([.. batch.Where(text => !text.Call.Over)]);
            }
        }
    }

    private void Run(IReadOnlyList<PendingText> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var side = batch[0].Call.Side;
        var vectors = ArrayPool<float>.Shared.Rent(batch.Count * model.Dimensions);
        var start = Stopwatch.GetTimestamp();
        telemetry.Stage("wait", side, batch[0].Call.Start);
        try
        {
            model.Run([.. batch.Select(text => text.Row)], side, vectors.AsSpan(0, batch.Count * model.Dimensions), stop.Token);
            Deliver(batch, vectors);
            budget.Fitted();
            telemetry.Batch(batch, budget.Current, side, device, start);
        }
        catch (DeviceMemoryException) when (batch.Count > 1)
        {
            var fits = budget.Shrink(batch.Count * batch[0].Row.Length);
            Log.DeviceMemory(logger, manifest.Id, device, batch.Count, fits);
            telemetry.OutOfMemory(device);
            Run([.. batch.Take(batch.Count / 2)]);
            Run([.. batch.Skip(batch.Count / 2)]);
        }
        catch (Exception exception)
        {
            Isolate(batch, exception);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(vectors);
        }
    }

    /// <summary>Whose text broke the batch is not known: every call gets a batch of its own, and answers for that only.</summary>
    private void Isolate(IReadOnlyList<PendingText> batch, Exception exception)
    {
        var calls = batch.GroupBy(text => text.Call).ToArray();
        if (calls.Length > 1 && exception is not OperationCanceledException)
        {
            Array.ForEach(calls, call => Run([.. call]));
            return;
        }

        Fail(batch, exception is OperationCanceledException
            ? new ObjectDisposedException(nameof(BatchRunner))
            : new EmbeddingException($"{manifest.Id} failed on {device} with {batch.Count} texts: {exception.Message}", exception));
    }

    private static void Fail(IReadOnlyList<PendingText> batch, Exception exception)
    {
        foreach (var call in batch.Select(text => text.Call).Distinct())
        {
            call.Fail(exception);
        }
    }

    private void Deliver(IReadOnlyList<PendingText> batch, float[] vectors)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            // A Matryoshka model's first numbers are a vector of their own, to be normalised as such.
            var vector = vectors.AsSpan(i * model.Dimensions, manifest.Dimensions);
            if (Pooler.TryFinish(vector, manifest.Normalize))
            {
                batch[i].Call.Deliver(batch[i].Index, vector);
            }
            else
            {
                batch[i].Call.Fail(new EmbeddingException(
                    $"{manifest.Id} gave a vector that is not finite or has no length, for text {batch[i].Call.FirstText + batch[i].Index} of its call."));
            }
        }
    }
}
