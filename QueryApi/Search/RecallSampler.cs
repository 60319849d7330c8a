using System.Threading.Channels;
using Julie.Index.Search;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Search;

/// <summary>Repeats a search now and then exactly, behind the answers, one at a time, and reports how many of the nearest passages the graph had found.</summary>
internal sealed class RecallSampler(RecallProbe probe, QueryApiTelemetry telemetry, IOptions<RecallOptions> options, ILogger<RecallSampler> logger) : BackgroundService
{
    private readonly Channel<SearchRequest> waiting = Channel.CreateBounded<SearchRequest>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long searches;

    /// <summary>Counts a search; takes it where its turn has come and none is under way.</summary>
    public void Offer(SearchRequest request)
    {
        if (options.Value.RecallSampledOf > 0 && request.QueryVector is not null && request.Mode != SearchMode.Lexical
            && Interlocked.Increment(ref searches) % options.Value.RecallSampledOf == 0)
        {
            waiting.Writer.TryWrite(request);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (SearchRequest request in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await MeasureAsync(request, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task MeasureAsync(SearchRequest request, CancellationToken ct)
    {
        try
        {
            if (await probe.MeasureAsync(request, ct) is { } recall)
            {
                telemetry.Recall(recall);
            }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // Nobody waits for it; the next one may do better.
            Log.RecallNotMeasured(logger, exception);
        }
    }
}
