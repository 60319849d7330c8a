using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Julie.QueryApi;

/// <summary>Every span and metric of this room.</summary>
internal sealed class QueryApiTelemetry : IDisposable
{
    private const string Name = "Julie.QueryApi";
    private readonly ActivitySource source = new(Name);
    private readonly Meter meter;
    private readonly Histogram<double> duration;
    private readonly Histogram<int> results;
    private readonly Counter<long> degraded;
    private readonly Histogram<double> recall;

    public QueryApiTelemetry(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        duration = meter.CreateHistogram<double>("julie.search.duration", "s", "Time of a search by stage: wait, queue, access, embed, search.");
        results = meter.CreateHistogram<int>("julie.search.results", "{result}", "Results of a search.");
        degraded = meter.CreateCounter<long>("julie.search.degraded", "{search}", "Searches without the semantic part, by reason.");
        recall = meter.CreateHistogram<double>(
            "julie.search.recall", "1", "Of the ten nearest passages, the share that the search through the graph finds; of a sample of searches.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99] });
    }

    /// <summary>A span and a measurement of one stage; both end with the returned value.</summary>
    public Stage Begin(string stage) => new(this, stage);

    public void Results(int count) => results.Record(count);

    public void Recall(double share) => recall.Record(share);

    public void Degraded(string reason) => degraded.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose()
    {
        source.Dispose();
        meter.Dispose();
    }

    internal readonly struct Stage(QueryApiTelemetry telemetry, string name) : IDisposable
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private readonly Activity? activity = telemetry.source.StartActivity("search " + name);

        public void Dispose()
        {
            telemetry.duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("stage", name));
            activity?.Dispose();
        }
    }
}
