using Julie.Embedding;
using Julie.Embedding.Queries;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Search;

/// <summary>Degraded, not unhealthy, without the model: searches by word still work, and a restart would mend nothing.</summary>
internal sealed class ModelHealthCheck(EmbedderSource source, QueryVectors vectors, IOptions<EmbeddingOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (options.Value.Queries == QueryPlace.Worker)
        {
            return vectors.Problem is { } silence ? HealthCheckResult.Degraded($"searching without vectors: {silence}") : HealthCheckResult.Healthy("workers embed queries");
        }

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
