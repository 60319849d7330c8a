using Julie.EmbedWorker.Jobs;
using Julie.Index.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Spaces;

/// <summary>Looks from time to time whether the space is due for its HNSW index, or would take its vectors sooner without. Of several workers one builds or drops it.</summary>
internal sealed class HnswService(
    HnswBuilder builder, StageTimes times, WorkerReadiness readiness, IOptions<EmbedWorkerOptions> options, TimeProvider time, ILogger<HnswService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var space = (await readiness.WaitAsync(stoppingToken)).Space;
        using var timer = new PeriodicTimer(options.Value.HnswInterval, time);
        var due = false;
        do
        {
            var start = time.GetTimestamp();
            try
            {
                // Where the model is what vectors wait for, or its service is away, they would not come sooner.
                if (times.TakeWritingIsSlower() && await builder.DropIfOutweighedAsync(space, options.Value.HnswMinimumRows, stoppingToken))
                {
                    Log.HnswDropped(logger, space.Id);
                }

                // Due at two looks in a row: at the first the end of the bulk load may still be on its way, and would wait for the processors.
                var was = due;
                due = await builder.IsDueAsync(space, options.Value.HnswMinimumRows, stoppingToken);
                if (was && due && await builder.BuildIfDueAsync(space, options.Value.HnswMinimumRows, stoppingToken))
                {
                    Log.HnswBuilt(logger, space.Id, time.GetElapsedTime(start).TotalSeconds);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.HnswFailed(logger, space.Id, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
