using System.Collections.Frozen;

namespace Julie.Index.Ranking;

/// <summary>What a definition of a kind is worth to one who looks for its name: the type before the function before the field.</summary>
internal static class SymbolWeight
{
    private static readonly FrozenSet<string> Types =
        "class struct interface trait enum type typedef object module union record protocol annotation".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Functions =
        "function method macro func given subroutine procedure constructor".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Kinds that carry a name which is defined elsewhere: Rust's impl blocks, package clauses, headings.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = ["impl", "package", "packageName", "unknown", "section", "import"];

    public static IReadOnlyCollection<string> OfTypes => Types;

    public static double Of(string kind) => Types.Contains(kind) ? 1 : Functions.Contains(kind) ? 0.85 : 0.6;
}
