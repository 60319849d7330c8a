using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.EmbedWorker.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Jobs;

/// <summary>
/// Runs a job through an outage of its model. The message is held, so that the queue behind it stays where it is and work goes on soon after
/// the model is back; the bus's own retries would move every job to the error queue within seconds.
/// </summary>
internal sealed class PatientJob(EmbedJob job, IOptions<EmbedWorkerOptions> options, TimeProvider time, ILogger<PatientJob> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The outcome; null where the job was left to the reconciler, its passages pending and their attempts as they were (law 2).</summary>
    public async Task<JobOutcome?> RunAsync(
        ReadyWorker ready, Lane lane, EmbedPassages message, int earlier, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = options.Value.RetryInterval; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await job.RunAsync(ready, lane, message, earlier, cancellationToken);
            }
            catch (ModelUnavailableException exception)
            {
                var waited = time.GetElapsedTime(start);
                if (waited + pause > options.Value.OutagePatience)
                {
                    Log.JobLeft(logger, lane, waited.TotalMinutes, exception.Message);
                    return null;
                }

                Log.JobWaits(logger, lane, pause.TotalSeconds, exception.Message);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
