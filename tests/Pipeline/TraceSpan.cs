using System.Globalization;
using System.Text.Json;

using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>A span as the dashboard got it from a service.</summary>
internal sealed record TraceSpan(string Service, string Name, string Trace, string Id, string? Parent, int Passages)
{
    /// <summary>All that has arrived of a trace; nothing where none has.</summary>
    public static async Task<List<TraceSpan>> ReadAsync(RunningSystem system, string trace, CancellationToken cancellationToken)
    {
        using var dashboard = new HttpClient { BaseAddress = new Uri(new Uri(system.Endpoints.Dashboard), "/") };
        dashboard.DefaultRequestHeaders.Add("X-API-Key", RunningSystem.DashboardKey);
        using var response = await dashboard.GetAsync(new Uri($"/api/telemetry/spans?limit=10000&traceId={trace}", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return
        [
            .. from resource in answer.RootElement.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
               let service = Attribute(resource.GetProperty("resource"), "service.name")
               from scope in resource.GetProperty("scopeSpans").EnumerateArray()
               from span in scope.GetProperty("spans").EnumerateArray()
               select new TraceSpan(
                   service!, Text(span, "name")!, Text(span, "traceId")!, Text(span, "spanId")!, Text(span, "parentSpanId"),
                   int.Parse(Attribute(span, "julie.passages") ?? "0", CultureInfo.InvariantCulture)),
        ];
    }

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Attribute(JsonElement element, string key)
        => element.TryGetProperty("attributes", out var attributes)
            ? attributes.EnumerateArray().Where(one => one.GetProperty("key").GetString() == key)
                .Select(one => one.GetProperty("value").EnumerateObject().First().Value.ToString()).FirstOrDefault()
            : null;
}
