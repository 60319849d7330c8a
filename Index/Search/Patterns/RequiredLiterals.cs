namespace Julie.Index.Search.Patterns;

/// <summary>
/// Texts of which every match of a pattern holds one: they are found a hundred times faster than a pattern is matched, so only lines that hold one are given to the
/// automaton. Null where there is none of at least three characters.
/// </summary>
/// <param name="Texts">The texts.</param>
/// <param name="Comparison">Whether case counts.</param>
internal sealed record RequiredLiterals(string[] Texts, StringComparison Comparison)
{
    private const int Shortest = 3;
    private const int Most = 16;

    public static RequiredLiterals? Of(PatternNode root)
    {
        var ignoreCase = false;
        var best = Best(root, ref ignoreCase);
        return best is null || best.Min(t => t.Length) < Shortest ? null : new([.. best], ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    private static List<string>? Best(PatternNode node, ref bool ignoreCase)
    {
        switch (node)
        {
            case PatternNode.One:
                return OfSequence([node], ref ignoreCase);
            case PatternNode.Sequence sequence:
                return OfSequence(sequence.Parts, ref ignoreCase);
            case PatternNode.Repeat { Min: > 0 } repeat:
                return Best(repeat.Part, ref ignoreCase);
            case PatternNode.Choice choice:
                var all = new List<string>();
                foreach (var part in choice.Parts)
                {
                    if (Best(part, ref ignoreCase) is not { } some || (all.Count + some.Count) > Most)
                    {
                        return null;
                    }

                    all.AddRange(some);
                }

                return all;
            default:
                return null;
        }
    }

    private static List<string>? OfSequence(IReadOnlyList<PatternNode> parts, ref bool ignoreCase)
    {
        List<string>? best = null;
        var run = "";
        foreach (var part in parts)
        {
            switch (part)
            {
                case PatternNode.One { Character: { } c } one when IsComparable(c, one.IgnoreCase):
                    run += c;
                    ignoreCase |= one.IgnoreCase;
                    continue;
                case PatternNode.Anchor:
                    // It takes no character: what is around it stays together.
                    continue;
            }

            best = Longer(best, run.Length == 0 ? null : [run]);
            run = "";
            best = Longer(best, part is PatternNode.One ? null : Best(part, ref ignoreCase));
        }

        return Longer(best, run.Length == 0 ? null : [run]);
    }

    /// <summary>Where case does not count, letters with more than two forms (k and the Kelvin sign; beyond ASCII) are left to the automaton.</summary>
    private static bool IsComparable(char c, bool ignoreCase) => !ignoreCase || (c < 128 && c is not ('k' or 'K' or 'i' or 'I' or 's' or 'S'));

    private static List<string>? Longer(List<string>? a, List<string>? b) =>
        a is null ? b : b is null ? a : a.Min(t => t.Length) >= b.Min(t => t.Length) ? a : b;
}
