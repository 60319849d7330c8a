using System.Security.Cryptography;
using Aspire.Hosting.Model;
using Aspire.Hosting.Running;
using Julie.LocalServers;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Addresses and keys of the dashboard, from the same configuration as Aspire's; what is not configured is chosen.</summary>
internal sealed class DashboardSettings
{
    public DashboardSettings(IConfiguration configuration)
    {
        Frontend = configuration["ASPNETCORE_URLS"]?.Split(';')[0] ?? NewAddress();
        Otlp = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? NewAddress();
        OtlpHttp = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? NewAddress();
        ResourceService = configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] ?? NewAddress();
        BrowserToken = configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? NewKey();
        ApiKey = configuration["AppHost:DashboardApiKey"] ?? NewKey();
    }

    public string Frontend { get; }

    public string Otlp { get; }

    /// <summary>Nothing here sends to it, but the dashboard would take a fixed port unless told.</summary>
    public string OtlpHttp { get; }

    public string ResourceService { get; }

    public string BrowserToken { get; }

    /// <summary>For <c>/api/telemetry</c>: what the dashboard shows, as JSON.</summary>
    public string ApiKey { get; }

    public string LoginAddress => $"{Frontend}/login?t={BrowserToken}";

    // SECURITY: both carry passwords or the users' queries, and any user of the machine can reach loopback.
    public string OtlpKey { get; } = NewKey();

    public string ResourceServiceKey { get; } = NewKey();

    /// <summary>Set once the dashboard runs; without it, services have nowhere to send telemetry.</summary>
    public bool TakesTelemetry { get; set; }

    public void AddTelemetry(Dictionary<string, string?> environment, ResourceInstance instance)
    {
        environment["OTEL_SERVICE_NAME"] = instance.Resource.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=" + instance.Suffix;
        if (!TakesTelemetry)
        {
            return;
        }

        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Otlp;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        environment["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=" + OtlpKey;
        // Somebody may be looking: every second instead of every five to sixty.
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
    }

    /// <summary>What the dashboard's own process is told.</summary>
    public Dictionary<string, string?> DashboardEnvironment(string home) => new(StringComparer.Ordinal)
    {
        // It unpacks itself there, once.
        ["HOME"] = home,
        ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["ASPNETCORE_URLS"] = null,
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = ResourceService,
        ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = ResourceServiceKey,
        ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
        ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = BrowserToken,
        ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = OtlpKey,
        ["DASHBOARD__API__ENABLED"] = "true",
        ["DASHBOARD__API__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__API__PRIMARYAPIKEY"] = ApiKey,
    };

    private static string NewAddress() => EndpointAnnotation.Url("http", FreePort.Find());

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
