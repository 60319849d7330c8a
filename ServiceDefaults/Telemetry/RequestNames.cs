using System.Diagnostics;

using OpenTelemetry;

namespace Julie.ServiceDefaults.Telemetry;

/// <summary>Names a request's span after what was asked for, <c>GET /api/search</c>: the framework sets the tags, not the name.</summary>
internal sealed class RequestNames : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Microsoft.AspNetCore" && data.GetTagItem("http.request.method") is string method)
        {
            data.DisplayName = data.GetTagItem("http.route") is string { Length: > 0 } route ? $"{method} {route}" : method;
        }
    }
}
