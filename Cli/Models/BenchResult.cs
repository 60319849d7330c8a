namespace Julie.Cli.Models;

/// <summary>What was measured, on what.</summary>
/// <param name="Model">The model.</param>
/// <param name="Device">What really ran it.</param>
/// <param name="Processors">Processors of this machine.</param>
/// <param name="Lengths">The distribution of lengths in tokens.</param>
/// <param name="Passages">Passages embedded.</param>
/// <param name="Tokens">Their tokens, prefix and special tokens included, padding not.</param>
/// <param name="Seconds">Time for them, tokenising included.</param>
/// <param name="PassagesPerSecond">Passages a second.</param>
/// <param name="TokensPerSecond">Tokens a second.</param>
/// <param name="LoadSeconds">Time to check the files and load the model.</param>
/// <param name="QueryMilliseconds">Median time of one query of ten words, alone.</param>
internal sealed record BenchResult(
    string Model, string Device, int Processors, BenchLengths Lengths, int Passages, long Tokens, double Seconds, double PassagesPerSecond,
    double TokensPerSecond, double LoadSeconds, double QueryMilliseconds);
