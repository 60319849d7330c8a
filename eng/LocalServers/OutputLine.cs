namespace Julie.LocalServers;

/// <summary>One line that a child wrote.</summary>
public readonly record struct OutputLine(string Text, bool IsError);
