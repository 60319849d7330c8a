using System.Diagnostics;

namespace Julie.ServiceDefaults.Telemetry;

/// <summary>
/// Work of a backfill: thousands of equal statements. Each as a span of its own would make one trace of thousands of spans, which nobody reads and
/// which took a tenth of two processors to show; the span of the work itself says how long they took together.
/// </summary>
public static class BulkWork
{
    private const string Key = "julie.bulk";

    /// <summary>Statements that run directly below this span get no spans.</summary>
    public static Activity? AsBulk(this Activity? activity)
    {
        activity?.SetCustomProperty(Key, Key);
        return activity;
    }

    internal static bool IsBulk(this Activity activity) => activity.GetCustomProperty(Key) is not null;
}
