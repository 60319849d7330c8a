namespace Julie.Cli.Eval.Measures;

/// <summary>The smallest value that a share of all values do not exceed (nearest rank).</summary>
internal static class Percentile
{
    public static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
