using System.Diagnostics;
using System.Diagnostics.Metrics;

using Julie.Embedding.Batching;
using Julie.Embedding.Remote;

namespace Julie.Embedding;

/// <summary>Spans and metrics of the room; source and meter are named <c>Julie.Embedding</c>.</summary>
public sealed class EmbeddingTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Julie.Embedding";

    private static readonly ActivitySource Source = new(Name);
    private readonly Meter meter;
    private readonly Counter<long> texts;
    private readonly Counter<long> tokens;
    private readonly Histogram<double> batchFill;
    private readonly Histogram<double> padding;
    private readonly Histogram<double> stages;
    private readonly UpDownCounter<long> queue;
    private readonly Counter<double> busy;
    private readonly Counter<long> outOfMemory;

    /// <summary>Creates the instruments.</summary>
    public EmbeddingTelemetry(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create(Name);
        texts = meter.CreateCounter<long>("julie.embedding.texts", "{text}", "Texts embedded");
        tokens = meter.CreateCounter<long>("julie.embedding.tokens", "{token}", "Tokens embedded, padding not counted");
        batchFill = meter.CreateHistogram<double>("julie.embedding.batch.fill", "1", "Padded tokens of a batch over its budget");
        padding = meter.CreateHistogram<double>("julie.embedding.batch.padding", "1", "Share of a batch that is padding");
        stages = meter.CreateHistogram<double>("julie.embedding.stage.duration", "s", "Time by stage: tokenize, wait, infer");
        queue = meter.CreateUpDownCounter<long>("julie.embedding.queue", "{text}", "Texts handed to the device and not yet answered, by priority");
        busy = meter.CreateCounter<double>("julie.embedding.device.busy", "s", "Time in which a batch ran; its rate, over the concurrent batches, is the share of time that the device is busy");
        Remote = new RemoteTelemetry(meter);
        outOfMemory = meter.CreateCounter<long>("julie.embedding.device.out_of_memory", "{batch}", "Batches that the device had no room for");
    }

    /// <summary>What services cost.</summary>
    internal RemoteTelemetry Remote { get; }

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    internal static Activity? StartEmbed(string model, string device, EmbedSide side, int count)
        => Source.StartActivity("embed")?
            .SetTag("julie.model", model)
            .SetTag("julie.device", device)
            .SetTag("julie.side", side.ToString())
            .SetTag("julie.texts", count);

    internal void Stage(string stage, EmbedSide side, long start)
        => stages.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("stage", stage), new("side", side.ToString()));

    internal void Embedded(EmbedSide side, int count) => texts.Add(count, new KeyValuePair<string, object?>("side", side.ToString()));

    /// <summary>One batch that ran, from <paramref name="start"/> to now.</summary>
    internal void Batch(IReadOnlyList<PendingText> batch, int budget, EmbedSide side, string device, long start)
    {
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = batch.Sum(text => (long)text.Row.Length);
        var padded = (long)batch.Count * batch[0].Row.Length;
        var tag = new KeyValuePair<string, object?>("side", side.ToString());
        tokens.Add(batch.Sum(text => (long)text.Row.Tokens), tag);
        batchFill.Record((double)padded / budget, tag);
        padding.Record(1 - ((double)used / padded), tag);
        busy.Add(seconds, new KeyValuePair<string, object?>("device", device));
        stages.Record(seconds, new("stage", "infer"), new("side", side.ToString()));
    }

    internal void Queued(int priority, int texts) => queue.Add(texts, new KeyValuePair<string, object?>("priority", priority));

    internal void OutOfMemory(string device) => outOfMemory.Add(1, new KeyValuePair<string, object?>("device", device));
}
