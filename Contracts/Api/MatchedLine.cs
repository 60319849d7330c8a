namespace Julie.Contracts.Api;

/// <summary>A line that matches.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line, without its end; at most 2,000 characters of it.</param>
/// <param name="Spans">What of it matches, in order.</param>
public sealed record MatchedLine(int Number, string Text, IReadOnlyList<MatchedSpan> Spans);

/// <summary>Part of a line, in UTF-16 units.</summary>
/// <param name="Start">First, from 0.</param>
/// <param name="End">Behind the last.</param>
public sealed record MatchedSpan(int Start, int End);
