namespace Julie.Cli.Eval.Runs;

/// <summary>One query and where its targets came.</summary>
internal sealed record EvaluatedQuery
{
    public required string Repository { get; init; }

    public required string Language { get; init; }

    public required string Category { get; init; }

    public required string Query { get; init; }

    /// <summary>The query as it is sent, with its filters.</summary>
    public string Sent { get; init; } = "";

    /// <summary>Places that answer it: a path, or a path with lines.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>How many places answer it.</summary>
    public required int Targets { get; init; }

    /// <summary>Ranks, from 1, of those that were found.</summary>
    public required IReadOnlyList<int> Ranks { get; init; }

    /// <summary>From the request to the whole answer, over HTTP.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>What was found, best first.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];
}
