namespace Julie.Cli.Eval.Note;

/// <summary>The questions and rules by which the research note behind this project decides about the model.</summary>
internal static class ResearchNote
{
    /// <summary>Under so much of precision@5, look for another model.</summary>
    public const double LeastPrecision = 0.70;

    /// <summary>Another model must gain more than this in MRR.</summary>
    public const double LeastGain = 0.20;

    public static IReadOnlyList<string> Queries { get; } =
        ["error handling patterns", "async database operations", "input validation logic", "authentication middleware", "configuration loading"];
}
