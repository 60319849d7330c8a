namespace Julie.Embedding;

/// <summary>
/// The text that is embedded for a passage: its scope header (language, qualified symbol), a line break, and its body.
/// No path and no line number is in it, so that the same code anywhere is the same passage (law 1).
/// </summary>
public static class EmbedInput
{
    /// <summary>Raised whenever <see cref="Of"/> changes: vectors of another version belong to another space.</summary>
    public const int Version = 1;

    /// <summary>The input of a passage.</summary>
    public static string Of(string scope, string body) => $"{scope}\n{body}";
}
