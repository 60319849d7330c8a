namespace Julie.Ingest.Git;

/// <summary>A pattern that no branch or tag could match.</summary>
internal sealed class InvalidRefPatternException(string message) : Exception(message);
