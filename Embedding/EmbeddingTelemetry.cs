using System.Diagnostics;
using System.Diagnostics.Metrics;

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
    }

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

    internal void Batch(IReadOnlyList<int[]> rows, int budget, EmbedSide side)
    {
        var used = rows.Sum(row => (long)row.Length);
        var padded = (long)rows.Count * rows.Max(row => row.Length);
        var tag = new KeyValuePair<string, object?>("side", side.ToString());
        tokens.Add(used, tag);
        batchFill.Record((double)padded / budget, tag);
        padding.Record(1 - ((double)used / padded), tag);
    }
}
