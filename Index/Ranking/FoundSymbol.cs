using Julie.Index.Lexical;

namespace Julie.Index.Ranking;

/// <summary>A symbol that begins in a passage and that the query names.</summary>
/// <param name="PassageId">The passage.</param>
/// <param name="Name">The symbol's name in lower case.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Scope">What it lies in, as ctags says.</param>
internal sealed record FoundSymbol(long PassageId, string Name, string Kind, string? Scope)
{
    /// <summary>Share of <see cref="RankingWeights.Definition"/> that the surest name of the query gives it.</summary>
    public double Worth(LexicalQuery query, string fileStem) => query.Names
        .Where(n => n.Lower == Name && (n.Kind != NameKind.Capitalised || SymbolWeight.OfTypes.Contains(Kind)))
        .Select(n => Sureness(n.Kind) * (n.Scope is null || n.Scope == LastOfScope() ? 1 : RankingWeights.OtherScope))
        .DefaultIfEmpty().Max() * SymbolWeight.Of(Kind) * (fileStem.Equals(Name, StringComparison.OrdinalIgnoreCase) ? RankingWeights.OwnFile : 1);

    private static double Sureness(NameKind kind) => kind switch
    {
        NameKind.Alone => 1,
        NameKind.Written => RankingWeights.WrittenName,
        NameKind.Capitalised => RankingWeights.CapitalisedName,
        _ => RankingWeights.CompoundName,
    };

    private string? LastOfScope() => Scope?.Split(['.', ':', '#', '\\', '/'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.ToLowerInvariant();
}
