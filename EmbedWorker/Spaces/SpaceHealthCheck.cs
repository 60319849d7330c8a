using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Julie.EmbedWorker.Spaces;

internal sealed class SpaceHealthCheck(WorkerReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(readiness.Current is { } ready
            ? HealthCheckResult.Healthy($"space {ready.Space.Id}", new Dictionary<string, object>
            {
                ["space"] = ready.Space.Id,
                ["model"] = ready.Space.Model,
            })
            : HealthCheckResult.Unhealthy(readiness.Problem));
}
