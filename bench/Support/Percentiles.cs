using System.Globalization;

namespace Julie.Bench.Support;

/// <summary>p50, p95, p99 and the worst of some times.</summary>
public static class Percentiles
{
    /// <summary>A row of a Markdown table, in milliseconds.</summary>
    public static string Row(string name, IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0
            ? $"| {name} | - | - | - | - |"
            : string.Create(CultureInfo.InvariantCulture, $"| {name} | {At(sorted, 0.5):0.0} | {At(sorted, 0.95):0.0} | {At(sorted, 0.99):0.0} | {sorted[^1]:0.0} |");
    }

    /// <summary>Nearest rank.</summary>
    public static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
