using System.Diagnostics;

using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Onnx;

/// <summary>Tokenise, batch by length under a token budget, infer, pool, normalise.</summary>
internal sealed class OnnxEmbedder(
    ModelManifest manifest, Tokenizer tokenizer, OnnxGraph graph, string device, EmbeddingOptions options, EmbeddingTelemetry telemetry)
    : IEmbedder
{
    private readonly PriorityGate gate = new(options.ConcurrentBatches);
    private readonly TextEncoder encoder = new(manifest, tokenizer);

    public ModelManifest Manifest => manifest;

    public string Device => device;

    public Tokenizer Tokenizer => tokenizer;

    public int Dimensions => manifest.Dimensions;

    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        using var activity = EmbeddingTelemetry.StartEmbed(manifest.Id, device, side, texts.Count);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var rows = await Task.Run(() => encoder.Encode(texts, side, cancellationToken), cancellationToken);
            telemetry.Stage("tokenize", side, start);

            var vectors = new float[texts.Count * manifest.Dimensions];
            foreach (var batch in BatchPlanner.Plan([.. rows.Select(row => row.Length)], options.BatchTokens))
            {
                start = Stopwatch.GetTimestamp();
                using (await gate.EnterAsync(priority, cancellationToken))
                {
                    telemetry.Stage("wait", side, start);
                    await Task.Run(() => Infer(rows, batch, side, vectors, cancellationToken), cancellationToken);
                }
            }

            telemetry.Embedded(side, texts.Count);
            return [.. Enumerable.Range(0, texts.Count)
                .Select(i => new ReadOnlyMemory<float>(vectors, i * manifest.Dimensions, manifest.Dimensions))];
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        graph.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Infer(int[][] rows, int[] batch, EmbedSide side, float[] vectors, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        int[][] chosen = [.. batch.Select(index => rows[index])];
        var pooled = new float[batch.Length * manifest.Dimensions];
        try
        {
            graph.Run(chosen, manifest.TokenTypeOf(side), pooled, cancellationToken);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new EmbeddingException($"{manifest.Id} failed on {device} with {batch.Length} texts: {exception.Message}", exception);
        }

        for (var i = 0; i < batch.Length; i++)
        {
            var vector = pooled.AsSpan(i * manifest.Dimensions, manifest.Dimensions);
            if (!Pooler.TryFinish(vector, manifest.Normalize))
            {
                throw new EmbeddingException($"{manifest.Id} gave a vector that is not finite or has no length, for text {batch[i]} of its call.");
            }

            vector.CopyTo(vectors.AsSpan(batch[i] * manifest.Dimensions));
        }

        telemetry.Stage("infer", side, start);
        telemetry.Batch(chosen, options.BatchTokens, side);
    }
}
