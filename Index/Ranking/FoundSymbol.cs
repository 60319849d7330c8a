using Julie.Index.Lexical;

namespace Julie.Index.Ranking;

/// <summary>A symbol that begins in a passage and that the query names.</summary>
/// <param name="PassageId">The passage.</param>
/// <param name="Name">The symbol's name, as it is spelled.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Scope">What it lies in, as ctags says.</param>
internal sealed record FoundSymbol(long PassageId, string Name, string Kind, string? Scope)
{
    /// <summary>Share of <see cref="RankingWeights.Definition"/> that the surest name of the query gives it.</summary>
    public double Worth(LexicalQuery query, string fileStem, RankingWeights weights) => query.Names
        .Where(n => n.Text.Equals(Name, StringComparison.OrdinalIgnoreCase) && (n.Kind != NameKind.Capitalised || SymbolWeight.OfTypes.Contains(Kind)))
        .Select(n => Sureness(n.Kind, weights) * (n.Scope is null || n.Scope == LastOfScope() ? 1 : weights.OtherScope) * (n.IsSpelled(Name) ? 1 : weights.OtherSpelling))
        .DefaultIfEmpty().Max() * SymbolWeight.Of(Kind) * (fileStem.Equals(Name, StringComparison.OrdinalIgnoreCase) ? weights.OwnFile : 1);

    private static double Sureness(NameKind kind, RankingWeights weights) => kind switch
    {
        NameKind.Alone => 1,
        NameKind.Written => weights.WrittenName,
        NameKind.Capitalised => weights.CapitalisedName,
        _ => weights.CompoundName,
    };

    private string? LastOfScope() => Scope?.Split(['.', ':', '#', '\\', '/'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.ToLowerInvariant();
}
