namespace Julie.Bench.Freshness;

/// <summary>What was measured is not what was to be measured.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
