using Julie.Embedding.Manifest;
using Julie.Embedding.Queries;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Julie.Embedding;

/// <summary>Registration of the room.</summary>
public static class EmbeddingExtensions
{
    /// <summary>
    /// Binds <c>Julie:Embedding</c> (checked at start) and registers <see cref="ModelStore"/>, <see cref="EmbedderSource"/> and
    /// <see cref="QueryEmbedder"/>. Manifests are read at start; no graph is opened before somebody asks.
    /// </summary>
    public static IServiceCollection AddEmbedding(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<EmbeddingOptions>()
            .Bind(configuration.GetSection(EmbeddingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<EmbeddingTelemetry>();
        services.AddSingleton(provider => new ModelStore(provider.GetRequiredService<IOptions<EmbeddingOptions>>()));
        services.AddHostedService<ManifestsAtStart>();
        services.AddSingleton<EmbedderFactory>();
        services.AddSingleton<EmbedderSource>();
        services.AddSingleton<IQueryModel, LocalQueryModel>();
        services.AddSingleton<QueryEmbedder>();
        return services;
    }

    /// <summary>Adds the check <c>embedding</c>: healthy once the configured model runs, with its device; else the reason.</summary>
    public static IHealthChecksBuilder AddEmbedding(this IHealthChecksBuilder checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<EmbeddingHealthCheck>("embedding", tags: ["ready"]);
    }
}
