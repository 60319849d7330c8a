using System.Diagnostics;
using System.Diagnostics.Metrics;

using Julie.Contracts;
using Julie.ServiceDefaults.Telemetry;

namespace Julie.EmbedWorker;

/// <summary>Spans and metrics of the service; source and meter are named <c>Julie.EmbedWorker</c>.</summary>
internal sealed class EmbedWorkerTelemetry : IDisposable
{
    public const string Name = "Julie.EmbedWorker";

    private static readonly ActivitySource Source = new(Name);
    private readonly Meter meter;
    private readonly Counter<long> passages;
    private readonly Histogram<double> jobs;
    private readonly Histogram<double> stages;

    public EmbedWorkerTelemetry(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        passages = meter.CreateCounter<long>("julie.embed_worker.passages", "{passage}", "Passages by lane and outcome: embedded, failed, done (by somebody else, before)");
        jobs = meter.CreateHistogram<double>("julie.embed_worker.job.duration", "s", "Time of a job by lane");
        stages = meter.CreateHistogram<double>("julie.embed_worker.stage.duration", "s", "Time of a part of a job by stage and lane: read, embed (waiting for the device included), write");
    }

    public void Dispose() => meter.Dispose();

    public static Activity? StartJob(Lane lane, long spaceId, int count)
    {
        var activity = Source.StartActivity("embed job")?
            .SetTag("julie.lane", lane.ToString())
            .SetTag("julie.space", spaceId)
            .SetTag("julie.passages", count);
        return lane >= Lane.Backfill ? activity.AsBulk() : activity;
    }

    public void Stage(string stage, Lane lane, long start)
        => stages.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("stage", stage), new("lane", lane.ToString()));

    public void Finished(Lane lane, JobOutcome outcome, long start)
    {
        Add("embedded", outcome.Embedded);
        Add("failed", outcome.Failed);
        Add("done", outcome.Done);
        jobs.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("lane", lane.ToString()));

        void Add(string result, int count)
        {
            if (count > 0)
            {
                passages.Add(count, new("lane", lane.ToString()), new("outcome", result));
            }
        }
    }
}
