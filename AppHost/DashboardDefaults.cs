using System.Globalization;
using System.Security.Cryptography;

namespace Julie.AppHost;

/// <summary>
/// Aspire takes the dashboard's addresses from the environment, where a launch profile puts them; so that the app host also
/// starts without one, they are put there here.
/// </summary>
internal static class DashboardDefaults
{
    public const string Address = "ASPNETCORE_URLS";
    public const string BrowserToken = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";

    public static void Apply(Ports ports)
    {
        SetUnlessSet(Address, () => Loopback(ports.Of("dashboard")));
        SetUnlessSet("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", () => Loopback(ports.Of("telemetry")));
        // SECURITY: the dashboard shows passwords and queries; plain HTTP is for loopback only, and the page asks for this token.
        SetUnlessSet("ASPIRE_ALLOW_UNSECURED_TRANSPORT", () => "true");
        SetUnlessSet(BrowserToken, () => RandomNumberGenerator.GetHexString(32, lowercase: true));
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static void SetUnlessSet(string name, Func<string> value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
        {
            Environment.SetEnvironmentVariable(name, value());
        }
    }
}
