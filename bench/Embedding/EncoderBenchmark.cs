namespace Julie.Bench.Embedding;

internal static class EncoderBenchmark
{
    public static Task<int> RunAsync(string[] args) => Task.FromResult(0);
}
