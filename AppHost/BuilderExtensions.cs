using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Julie.AppHost;

/// <summary>What the app host tells the world about what it runs.</summary>
internal static class BuilderExtensions
{
    public static void AddProgress(this IDistributedApplicationBuilder builder) => builder.Services.AddHostedService<Progress>();

    public static void AddEndpointsFile(
        this IDistributedApplicationBuilder builder, JulieHome home, PublicAddresses addresses, IReadOnlyList<string> resources) =>
        builder.Services.AddHostedService(services => new EndpointsFile(
            home,
            addresses,
            resources,
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<IHostApplicationLifetime>()));
}
