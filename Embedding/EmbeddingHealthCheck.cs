using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Julie.Embedding;

/// <summary>Says which model runs on which device, or what is wrong with it.</summary>
public sealed class EmbeddingHealthCheck(EmbedderSource source, IOptions<EmbeddingOptions> options) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var embedder = await source.GetAsync(cancellationToken);
            await embedder.RecheckAsync(cancellationToken);
            if (embedder.Problem is { } problem)
            {
                return HealthCheckResult.Unhealthy(problem, data: new Dictionary<string, object> { ["model"] = embedder.Manifest.Id, ["device"] = embedder.Device });
            }

            var note = embedder.DeviceNote is { } reason ? $" ({reason})" : "";
            return HealthCheckResult.Healthy($"{embedder.Manifest.Id} on {embedder.Device}{note}", new Dictionary<string, object>
            {
                ["model"] = embedder.Manifest.Id,
                ["device"] = embedder.Device,
                ["dimensions"] = embedder.Dimensions,
            });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Without the exception: its stack trace would be logged at every probe, and EmbedderSource logged it once.
            return HealthCheckResult.Unhealthy(exception.Message, data: new Dictionary<string, object> { ["model"] = options.Value.Model });
        }
    }
}
