using System.Diagnostics;

using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;

using Microsoft.Extensions.Logging;
using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Onnx;

/// <summary>
/// Tokenises on the callers' threads and infers on those of a <see cref="BatchRunner"/>, so that the device need not wait for the tokenizer. A long call
/// goes through in slices, so that only its vectors take memory that grows with its texts.
/// </summary>
internal sealed class OnnxEmbedder : IEmbedder
{
    /// <summary>Texts of a slice: enough to find texts of like length.</summary>
    private const int SliceTexts = 512;

    /// <summary>One slice runs while the next is tokenised.</summary>
    private const int SlicesInFlight = 2;

    private readonly OnnxGraph graph;
    private readonly TextEncoder encoder;
    private readonly BatchRunner runner;
    private readonly EmbeddingTelemetry telemetry;

    public OnnxEmbedder(
        ModelManifest manifest, Tokenizer tokenizer, OnnxGraph graph, OnnxDevice device, EmbeddingOptions options, EmbeddingTelemetry telemetry, ILogger logger)
    {
        (Manifest, Tokenizer, Device, DeviceNote) = (manifest, tokenizer, device.Name, device.Note);
        (this.graph, this.telemetry) = (graph, telemetry);
        encoder = new TextEncoder(manifest, tokenizer, graph.WantsCounts);
        var defaults = OnnxDefaults.Of(device.Name, graph.WantsCounts);
        runner = new BatchRunner(
            manifest, graph, device.Name, options.ConcurrentBatches ?? defaults.ConcurrentBatches, options.BatchTokens ?? defaults.BatchTokens, telemetry, logger);
    }

    public ModelManifest Manifest { get; }

    public string Device { get; }

    public string? DeviceNote { get; }

    public Tokenizer Tokenizer { get; }

    public int Dimensions => Manifest.Dimensions;

    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        using var activity = EmbeddingTelemetry.StartEmbed(Manifest.Id, Device, side, texts.Count);
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var slices = new List<Task<float[]>>();
        try
        {
            for (var first = 0; first < texts.Count; first += SliceTexts)
            {
                if (slices.Count >= SlicesInFlight)
                {
                    await slices[^SlicesInFlight];
                }

                slices.Add(runner.RunAsync(await EncodeAsync(texts, first, side, failure.Token), first, side, priority, failure.Token));
            }

            var vectors = new List<ReadOnlyMemory<float>>(texts.Count);
            foreach (var slice in slices)
            {
                var numbers = await slice;
                for (var start = 0; start < numbers.Length; start += Dimensions)
                {
                    vectors.Add(numbers.AsMemory(start, Dimensions));
                }
            }

            telemetry.Embedded(side, texts.Count);
            return vectors;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            await failure.CancelAsync();
            await Task.WhenAll(slices).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        graph.Dispose();
    }

    private async Task<TokenRow[]> EncodeAsync(IReadOnlyList<string> texts, int first, EmbedSide side, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        // A query is not worth another thread.
        var rows = texts.Count == 1
            ? encoder.Encode(texts, first, 1, side, cancellationToken)
            : await Task.Run(() => encoder.Encode(texts, first, Math.Min(SliceTexts, texts.Count - first), side, cancellationToken), cancellationToken);
        telemetry.Stage("tokenize", side, start);
        return rows;
    }
}
