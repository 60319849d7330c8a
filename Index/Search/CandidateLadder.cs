namespace Julie.Index.Search;

/// <summary>
/// Which passages are worth a score. Scoring costs microseconds a passage and term, and common words have hundreds of thousands of passages; but what
/// comes first holds most of the query's weight. So a step of the ladder asks for passages whose terms have at least a share of that weight, and the first step is the
/// lowest share that the terms' statistics expect to stay within the budget. Where it finds too few, the next asks for less.
/// </summary>
/// <remarks>The idea of WAND (A. Broder et al., "Efficient Query Evaluation using a Two-Level Retrieval Process", 2003), with Boolean queries that a GIN index answers.</remarks>
internal static class CandidateLadder
{
    /// <summary>So many words decide; each more would double the number of combinations.</summary>
    private const int MaxConcepts = 6;

    /// <summary>Words of one text occur together more often than chance has it: the share of a further word is taken to this power.</summary>
    private const double Dependence = 0.6;

    /// <summary>A step must expect so many times as many as the one before: in between there is nothing to gain.</summary>
    private const double Stride = 3;

    /// <summary>Of so many budgets a step would score an arbitrary part.</summary>
    private const double Overflow = 5;

    private static readonly double[] Shares = [1, 0.85, 0.7, 0.55, 0.4, 0.25, 0];

    /// <summary>How many passages are scored at most.</summary>
    public const int Budget = 2_000;

    /// <summary>Steps, the tightest first; none where there are no terms.</summary>
    /// <param name="terms">Terms of the query.</param>
    /// <param name="scope">Share of the index that is in scope, 0 to 1.</param>
    public static IEnumerable<Step> Of(WeightedTerms terms, double scope)
    {
        if (terms.IsEmpty)
        {
            yield break;
        }

        var concepts = Concepts(terms);
        var passages = Math.Max(1, terms.Total);
        var weight = concepts.Sum(c => c.Weight);
        var steps = Shares.Select(share => Combinations(concepts, share * weight)).Select(sets => (Sets: sets, Expected: scope * sets.Sum(Expected))).ToArray();
        var first = Math.Max(0, Array.FindLastIndex(steps, s => s.Expected <= Budget));
        var least = 0.0;
        for (var i = first; i < steps.Length; i++)
        {
            // The last holds everything that any other step holds.
            if (i == first || i == steps.Length - 1 || steps[i].Expected >= least)
            {
                least = steps[i].Expected * Stride;
                yield return new(
                    string.Join(" | ", steps[i].Sets.Select(set => string.Join(" & ", set.Select(c => c.Query)))), steps[i].Expected > Overflow * Budget);
            }
        }

        double Expected(IReadOnlyList<Concept> set)
        {
            var rarest = set.MinBy(c => c.Passages)!;
            return rarest.Passages * set.Where(c => c != rarest).Aggregate(1.0, (share, c) => share * Math.Pow(Math.Min(1, (double)c.Passages / passages), Dependence));
        }
    }

    /// <summary>A typed word with its forms counts as one; words of little weight decide nothing where others are left.</summary>
    private static Concept[] Concepts(WeightedTerms terms)
    {
        var all = terms.Of.Zip(terms.Terms.Zip(terms.Weights, terms.Passages)).GroupBy(t => t.First, t => t.Second, StringComparer.Ordinal)
            .Select(g => new Concept(
                g.Count() == 1 ? WeightedTerms.Lexeme(g.First().First) : $"({string.Join(" | ", g.Select(t => WeightedTerms.Lexeme(t.First)))})",
                g.Max(t => t.Second), g.Sum(t => t.Third)))
            .OrderByDescending(c => c.Weight).ThenBy(c => c.Query, StringComparer.Ordinal).ToArray();
        return [.. all.Where((c, i) => i < MaxConcepts && c.Weight >= all[0].Weight / 8)];
    }

    /// <summary>The smallest sets of concepts with at least this weight, and at least one concept.</summary>
    private static List<Concept[]> Combinations(Concept[] concepts, double weight)
    {
        var found = new List<Concept[]>();
        for (var bits = 1; bits < 1 << concepts.Length; bits++)
        {
            var set = concepts.Where((_, i) => (bits >> i & 1) == 1).ToArray();
            var sum = set.Sum(c => c.Weight);
            if (sum >= weight - 1e-9 && (set.Length == 1 || set.All(c => sum - c.Weight < weight - 1e-9)))
            {
                found.Add(set);
            }
        }

        return found;
    }

    private sealed record Concept(string Query, double Weight, long Passages);

    /// <summary>One step.</summary>
    /// <param name="Query">tsquery of the passages to score.</param>
    /// <param name="Overflows">It holds far more than are scored: worth it only where nothing else was found.</param>
    internal readonly record struct Step(string Query, bool Overflows);
}
