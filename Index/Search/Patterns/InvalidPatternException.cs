namespace Julie.Index.Search.Patterns;

/// <summary>A regular expression that cannot be searched for. The message is for the one who typed it.</summary>
public sealed class InvalidPatternException(string message, int position, int length) : Exception(message)
{
    /// <summary>Where the trouble begins in the pattern, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>How many characters it takes.</summary>
    public int Length { get; } = length;
}
