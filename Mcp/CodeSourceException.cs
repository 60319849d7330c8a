namespace Julie.Mcp;

/// <summary>What the API refused, or why it could not be asked: an agent reads the message and may try otherwise.</summary>
/// <param name="message">What is wrong, and what can be done.</param>
/// <param name="inner">What it came from.</param>
public sealed class CodeSourceException(string message, Exception? inner = null) : Exception(message, inner);
