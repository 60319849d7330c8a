namespace Julie.Cli.Eval.Measures;

/// <summary>
/// Whether two runs over the same queries differ by more than chance: the randomisation test of M. Smucker, J. Allan and B. Carterette, "A Comparison of
/// Statistical Significance Tests for Information Retrieval Evaluation", 2007. If both were equal, each difference could as well have the other sign.
/// </summary>
internal static class PairedTest
{
    private const int Rounds = 20_000;
    private const int Seed = 1;

    /// <summary>Share of random signs whose mean difference is at least as far from 0.</summary>
    /// <param name="differences">One for each query.</param>
    /// <param name="weights">Share of each query in the mean.</param>
    public static double PValue(IReadOnlyList<double> differences, IReadOnlyList<double> weights)
    {
        double seen = Math.Abs(differences.Zip(weights, (difference, weight) => difference * weight).Sum());
        Random random = new(Seed);
        int asFar = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double sum = 0;
            for (int i = 0; i < differences.Count; i++)
            {
                sum += (random.Next(2) == 0 ? differences[i] : -differences[i]) * weights[i];
            }

            asFar += Math.Abs(sum) >= seen - 1e-12 ? 1 : 0;
        }

        return (asFar + 1.0) / (Rounds + 1);
    }
}
