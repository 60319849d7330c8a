using System.Diagnostics;

using OpenTelemetry;

namespace Julie.ServiceDefaults.Telemetry;

/// <summary>Health probes come every few seconds and would bury the traces that people look for.</summary>
internal sealed class QuietEndpoints : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Microsoft.AspNetCore"
            && data.GetTagItem("url.path") is "/health" or "/alive")
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
