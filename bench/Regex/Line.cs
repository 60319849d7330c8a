namespace Julie.Bench.Regex;

/// <summary>A line that a tool found.</summary>
internal readonly record struct Line(string Path, int Number);
