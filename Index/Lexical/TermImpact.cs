using Julie.Index.Segments;
using NpgsqlTypes;

namespace Julie.Index.Lexical;

/// <summary>
/// How much a posting says, in one byte: the term's frequency in the passage over its fields (<see cref="Bm25.Frequency"/>), up to 15, and the passage's length in steps of √2. So BM25 is within a tenth, and more occurrences than these say no more.
/// </summary>
internal static class TermImpact
{
    private const int MostFrequency = 15;
    private const int LengthSteps = 16;
    private const double ShortestLength = 8;
    private const int Unit = 4096;

    private static readonly int[] Lengths = [.. Enumerable.Range(0, LengthSteps).Select(step => (int)Math.Round(ShortestLength * Math.Pow(2, step / 2.0)))];

    /// <summary>The distinct keys of a passage, each with its impact.</summary>
    public static IEnumerable<(uint Key, byte Impact)> Of(NpgsqlTsVector terms, int length) =>
        // of two terms with one key the first stands for both
        terms.Select(term => (TermKey.Of(term.Text), Of(Math.Max(1, term.Count), Enumerable.Range(0, term.Count).Count(place => term[place].Weight == NpgsqlTsVector.Lexeme.Weight.A), length))).DistinctBy(term => term.Item1);

    /// <param name="frequency">How often the passage holds the term, 1 or more.</param>
    /// <param name="inSymbol">How many of these are in the name of its symbol.</param>
    /// <param name="length">Occurrences of all terms.</param>
    public static byte Of(int frequency, int inSymbol, int length) => Of(Bm25.Frequency(frequency, inSymbol), length);

    public static byte Of(int frequency, int length)
    {
        var step = (int)Math.Round(2 * Math.Log2(Math.Max(length, 1) / ShortestLength));
        return (byte)((Math.Min(frequency, MostFrequency) << 4) | Math.Clamp(step, 0, LengthSteps - 1));
    }

    public static int Frequency(byte impact) => impact >> 4;

    /// <summary>Of passages of this step.</summary>
    public static int Length(byte impact) => Lengths[impact & 15];

    /// <summary>What a term of this weight adds to a passage's score, by impact: BM25 in 4096ths, so that sums are exact in any order.</summary>
    public static int[] Scores(double weight, double averageLength) =>
        [.. Enumerable.Range(0, 256).Select(impact => Frequency((byte)impact) == 0 ? 0 : (int)Math.Round(Unit * weight * Bm25.Saturation(Frequency((byte)impact), Length((byte)impact), averageLength)))];
}
