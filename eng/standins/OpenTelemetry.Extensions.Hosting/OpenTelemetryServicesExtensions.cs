using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace Microsoft.Extensions.DependencyInjection;

public static class OpenTelemetryServicesExtensions
{
    /// <summary>Adds telemetry that starts with the host; safe to call again, there is one provider per signal.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(static s => s.ImplementationType == typeof(TelemetryStarter)))
        {
            services.TryAddSingleton<ITelemetryHostInitializer, ProviderInitializer>();
            // First of all hosted services, so that what the others do while they start is seen.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryStarter>());
        }

        return new OpenTelemetryBuilder(services);
    }
}
