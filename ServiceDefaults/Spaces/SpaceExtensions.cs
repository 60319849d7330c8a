using Julie.Embedding;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Julie.ServiceDefaults.Spaces;

/// <summary>Registration of <see cref="ConfiguredSpace"/>.</summary>
public static class SpaceExtensions
{
    /// <summary>Adds the Embedding room and the space that the configuration means: for services that cut, embed or search.</summary>
    public static IHostApplicationBuilder AddConfiguredSpace(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEmbedding(builder.Configuration);
        builder.Services.AddOptions<ChunkingOptions>()
            .Bind(builder.Configuration.GetSection(ChunkingOptions.Section))
            .ValidateDataAnnotations()
            .Validate(options => options.TargetTokens <= options.LimitTokens, "Julie:Chunking:TargetTokens must not exceed LimitTokens.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ConfiguredSpace>();
        return builder;
    }
}
