using Julie.Index.Snapshots;

namespace Julie.Index.Search;

/// <summary>Every weight of the ranking, in one place.</summary>
internal static class RankingWeights
{
    /// <summary>Share of the vector score where the query is words; the rest is lexical.</summary>
    public const double VectorForWords = 0.5;

    /// <summary>Share of the vector score where the query names an identifier.</summary>
    public const double VectorForIdentifiers = 0.25;

    /// <summary>For the place where a symbol begins that the query names: more than all else together, so that it comes first.</summary>
    public const double Definition = 1.5;

    /// <summary>For a symbol that two or three neighbouring words of the query name together.</summary>
    public const double CompoundDefinition = 0.3;

    /// <summary>For a symbol all of whose query terms occur in its name.</summary>
    public const double SymbolTerms = 0.2;

    /// <summary>For a path in which all of the query's terms occur.</summary>
    public const double PathTerms = 0.15;

    /// <summary>Chunks of one file in an answer.</summary>
    public const int HitsOfFile = 3;

    /// <summary>Factor of a place by what its path says, unless the query asks for such files.</summary>
    public static double Factor(TreeEntryFlags flags) =>
        (flags.HasFlag(TreeEntryFlags.Test) ? 0.75 : 1)
        * (flags.HasFlag(TreeEntryFlags.Documentation) ? 0.85 : 1)
        * (flags.HasFlag(TreeEntryFlags.Vendored) ? 0.6 : 1)
        * (flags.HasFlag(TreeEntryFlags.Generated) ? 0.5 : 1);
}
