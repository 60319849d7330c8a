namespace Julie.Index.Lexical;

/// <summary>
/// BM25: the sum over query terms of <c>idf · tf·(k1+1) / (tf + k1·(1 − b + b·length/average))</c>, <c>idf = ln(1 + (N − n + ½)/(n + ½))</c>.
/// S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the idf that is never negative is Lucene's. A passage has two fields, the name of its symbol (with the language before it) and its text:
/// BM25F (S. Robertson, H. Zaragoza and M. Taylor, "Simple BM25 Extension to Multiple Weighted Fields", 2004) adds up the weighted frequencies before they saturate.
/// </summary>
internal static class Bm25
{
    public const double K1 = 1.2;
    public const double B = 0.75;

    /// <summary>Weight of the symbol's name where the text has 1.</summary>
    private const int SymbolFieldWeight = 4;

    /// <summary>The frequency over both fields.</summary>
    /// <param name="all">Occurrences in both.</param>
    /// <param name="inSymbol">Those in the symbol's name.</param>
    public static int Frequency(int all, int inSymbol) => all + ((SymbolFieldWeight - 1) * inSymbol);

    /// <summary>
    /// SQL of how often passage <c>p</c> holds the first <paramref name="terms"/> elements of <c>@terms</c> (each a tsquery of one lexeme), and what pads them, as an array: a frequency for each. Needs <c>@steps</c>.
    /// </summary>
    /// <param name="terms">How many.</param>
    /// <param name="inSymbol">Only in the symbol's name, whose places have weight A.</param>
    /// <remarks>
    /// Postgres has no function for the frequency of one lexeme, and unnesting a tsvector costs fifty times more. But ts_rank with equal weights of a
    /// query of one lexeme is a known function of the frequency, (1 + 1/4 + 1/9 + ... + 1/tf²) / (π²/6), which the steps turn back. Places in the symbol's name come first, so that the others may weigh nothing.
    /// </remarks>
    public static string Frequencies(int terms, bool inSymbol)
    {
        var weights = inSymbol ? "{0,0,0,1}" : "{1,1,1,1}";
        return $"array[{string.Join(", ", Enumerable.Range(1, Padded(terms)).Select(n => $"width_bucket(ts_rank('{weights}', p.terms, (@terms::tsquery[])[{n}])::float8, @steps)"))}]::integer[]";
    }

    /// <summary>Terms are padded to a few numbers of them, so that a few statements serve all queries.</summary>
    public static int Padded(int terms) => (terms + 7) / 8 * 8;

    /// <summary>The part of a word's weight that a passage earns in which it occurs so often; the word's other forms may be counted in.</summary>
    public static double Saturation(double frequency, int length, double averageLength) =>
        frequency * (K1 + 1) / (frequency + (K1 * (1 - B + (B * length / averageLength))));

    /// <summary>Bounds between the ranks of neighbouring frequencies: the number of bounds below a rank is the frequency.</summary>
    public static double[] FrequencySteps { get; } = Steps(64);

    /// <summary>Weight of a term that <paramref name="passages"/> of <paramref name="total"/> passages hold.</summary>
    public static double Idf(long passages, long total) =>
        Math.Log(1 + ((Math.Max(total, passages) - passages + 0.5) / (passages + 0.5)));

    private static double[] Steps(int highest)
    {
        var steps = new double[highest];
        var sum = 0.0;
        for (var tf = 1; tf <= highest; tf++)
        {
            var rank = 1.0 / ((double)tf * tf);
            steps[tf - 1] = (sum + (rank / 2)) / 1.64493406685;
            sum += rank;
        }

        return steps;
    }
}
