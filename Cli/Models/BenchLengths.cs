namespace Julie.Cli.Models;

/// <summary>Lengths of the texts of a measurement, in tokens.</summary>
internal sealed record BenchLengths(int Least, int Median, double Mean, int Most);
