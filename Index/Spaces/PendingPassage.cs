namespace Julie.Index.Spaces;

/// <summary>A passage to embed.</summary>
/// <param name="Id">Key of the passage.</param>
/// <param name="Text">The embed input: scope, line feed, body.</param>
/// <param name="Attempts">Attempts, this one included.</param>
public sealed record PendingPassage(long Id, string Text, int Attempts);
