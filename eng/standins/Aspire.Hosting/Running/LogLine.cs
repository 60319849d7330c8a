namespace Aspire.Hosting.Running;

/// <param name="Number">From 1.</param>
/// <param name="Text">Without its line end.</param>
/// <param name="IsError">Written to standard error.</param>
internal readonly record struct LogLine(int Number, string Text, bool IsError);
