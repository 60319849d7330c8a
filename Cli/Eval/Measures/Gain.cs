namespace Julie.Cli.Eval.Measures;

/// <summary>
/// Measures of one query from the ranks of its targets, gains binary. NDCG is by K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR
/// techniques", 2002: the sum of 1/log2(1 + rank), divided by what the best order would reach.
/// </summary>
internal static class Gain
{
    public static double Ndcg(IReadOnlyCollection<int> ranks, int targets, int depth)
    {
        double ideal = Enumerable.Range(1, Math.Min(targets, depth)).Sum(Discount);
        return ideal == 0 ? 0 : ranks.Where(rank => rank <= depth).Sum(Discount) / ideal;
    }

    /// <summary>1 / rank of the first target.</summary>
    public static double ReciprocalRank(IReadOnlyCollection<int> ranks) => ranks.Count == 0 ? 0 : 1.0 / ranks.Min();

    public static double Recall(IReadOnlyCollection<int> ranks, int targets, int depth) => targets == 0 ? 0 : (double)ranks.Count(rank => rank <= depth) / targets;

    /// <summary>Share of the first results that are targets.</summary>
    public static double Precision(IReadOnlyCollection<int> ranks, int depth) => (double)ranks.Where(rank => rank <= depth).Distinct().Count() / depth;

    private static double Discount(int rank) => 1 / Math.Log2(1 + rank);
}
