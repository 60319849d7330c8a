namespace Julie.Cli.Search;

/// <summary>One line to print.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line, without its end.</param>
/// <param name="Lit">What of it to light up, in order.</param>
internal sealed record ShownLine(int Number, string Text, IReadOnlyList<(int Start, int Length)> Lit)
{
    /// <summary>Whether it stands around a result and is none.</summary>
    public bool IsContext { get; init; }
}
