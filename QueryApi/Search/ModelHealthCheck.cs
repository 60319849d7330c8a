using Julie.Embedding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Julie.QueryApi.Search;

/// <summary>Degraded, not unhealthy, without the model: searches by word still work, and a restart would mend nothing.</summary>
internal sealed class ModelHealthCheck(EmbedderSource source, QueryVectors vectors) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            IEmbedder embedder = await source.GetAsync(cancellationToken);
            return (vectors.Problem ?? embedder.Problem) is { } problem
                ? HealthCheckResult.Degraded($"searching without vectors: {problem}")
                : HealthCheckResult.Healthy($"{embedder.Manifest.Id} on {embedder.Device}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Degraded($"searching without vectors: {e.Message}", e);
        }
    }
}
