using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Julie.ServiceDefaults.Telemetry;

/// <summary>Log levels that hold unless the configuration says otherwise: at Information, every SQL statement and health probe would be lines of the log.</summary>
internal static class LogLevels
{
    /// <summary>First among the sources, so that every other one wins over it.</summary>
    public static void AddQuietLogLevels(this IConfigurationManager configuration)
        => configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Npgsql.Command", "Warning"),
                new("Logging:LogLevel:Npgsql.Connection", "Warning"),
                new("Logging:LogLevel:Npgsql.Copy", "Warning"),
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // /health and the dashboard show a check that fails; as an error of the log, every start would look broken
                new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None"),
                new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Warning"),
                new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
                new("Logging:LogLevel:ModelContextProtocol", "Warning"),
            ],
        });
}
