using Julie.ServiceDefaults.Authentication;
using Julie.ServiceDefaults.Database;
using Julie.ServiceDefaults.Health;
using Julie.ServiceDefaults.Telemetry;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Julie.ServiceDefaults;

/// <summary>What every service shares at run time. Each Program.cs calls these two and its own pair.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Telemetry over OTLP, the index database, authentication by key or token (deny by default), health and problem details.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="preparedStatements">
    /// For a service that asks the same small statements all the time: so many stay parsed. Bulk statements need a plan for each size. Nor are its connections reset for their next user:
    /// its settings are a transaction's, its locks are given back.
    /// </param>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, int preparedStatements = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddTelemetry();
        builder.AddIndexDatabase(preparedStatements);
        builder.AddCallerAuthentication();
        builder.AddHealth();
        builder.Services.AddProblemDetails();
        return builder;
    }

    /// <summary>The middleware and endpoints that every service has: errors as problem details, authentication, <c>/health</c> and <c>/alive</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRequestNames();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        return app;
    }
}
