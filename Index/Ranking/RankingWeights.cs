namespace Julie.Index.Ranking;

/// <summary>
/// Every weight of the ranking, in one place. Nothing hangs on a digit: half or double
/// of any one weight moves the evaluation sets by about a hundredth. How they were fitted: docs/evaluation.md.
/// </summary>
internal sealed record RankingWeights
{
    /// <summary>What the product ranks by.</summary>
    public static RankingWeights Product { get; } = new();

    /// <summary>For a cosine of 1 between the passage's vector and the query's.</summary>
    public double Similarity { get; init; } = 1.2;

    /// <summary>For each word of the query that a passage holds, once or more often, by its inverse document frequency.</summary>
    public double Coverage { get; init; } = 0.012;

    /// <summary>For a cosine of 1 where the query is a name and nothing else.</summary>
    public double SimilarityOfName { get; init; } = 0.2;

    /// <summary>For BM25 where the query is a name and nothing else, or has no vector, in multiples of what a passage of average length gets that holds each word once.</summary>
    public double Bm25 { get; init; } = 0.4;

    /// <summary>For the place where a symbol begins whose name is the query.</summary>
    public double Definition { get; init; } = 0.5;

    /// <summary>Share of it where the name is one word among others, as it is written in code.</summary>
    public double WrittenName { get; init; } = 0.3;

    /// <summary>Share of it for a type that a capitalised word names.</summary>
    public double CapitalisedName { get; init; } = 0.3;

    /// <summary>Share of it for a symbol that neighbouring words name together.</summary>
    public double CompoundName { get; init; } = 0.2;

    /// <summary>Factor of a definition in a file that bears its name.</summary>
    public double OwnFile { get; init; } = 1.3;

    /// <summary>Factor of a definition elsewhere than in the scope that the query names.</summary>
    public double OtherScope { get; init; } = 0.75;

    /// <summary>Factor of a definition whose capitals are not those of the query: <c>helpers</c>, where someone asks for <c>Helpers</c>.</summary>
    public double OtherSpelling { get; init; } = 0.75;

    /// <summary>For a passage whose symbol's name agrees with the query's words.</summary>
    public double SymbolName { get; init; } = 0.06;

    /// <summary>For a file whose name agrees with the query's words.</summary>
    public double FileName { get; init; } = 0.4;

    /// <summary>For a file whose name is neighbouring words of the query, or one that is written as in code, and nothing else.</summary>
    public double WholeFileName { get; init; } = 0.1;

    /// <summary>For a file whose folders hold the query's words.</summary>
    public double Folders { get; init; } = 0.3;

    /// <summary>For a file whose path ends as a path in the query does.</summary>
    public double Path { get; init; } = 0.75;

    /// <summary>For the file whose passages among the best are worth most together.</summary>
    public double Together { get; init; } = 0.15;

    /// <summary>For each word of the query that a file's passages hold between them, like <see cref="Coverage"/>.</summary>
    public double AllWords { get; init; } = 0.008;

    /// <summary>So many passages are the best.</summary>
    public int BestPassages { get; init; } = 50;

    /// <summary>Two passages are near-duplicates that share this part of their terms.</summary>
    public double NearDuplicate { get; init; } = 0.9;
}
