using Julie.Client;

namespace Julie.Cli.Eval;

/// <summary>How a search is done: the product's default, or a part of it.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Mode">The API's <c>mode</c>; null for its default.</param>
/// <param name="Ranking">The API's <c>ranking</c>; null for its default.</param>
internal sealed record SearchVariant(string Name, string? Mode, bool? Ranking)
{
    public static SearchVariant Product { get; } = new("fused + ranking", null, null);

    /// <summary>The product's parts, and all of them without what the ranking adds.</summary>
    public static IReadOnlyList<SearchVariant> Parts { get; } =
        [new("vectors alone", "semantic", false), new("lexical alone", "lexical", false), new("fused", "hybrid", false)];

    /// <summary>What the request says of it.</summary>
    public SearchOptions Options(int limit) => new() { Limit = limit, Mode = Mode, Ranking = Ranking };
}
