using Julie.Index.Lexical;
using Julie.Index.Search;
using Julie.Index.Segments;

namespace Julie.Index.Tests;

public sealed class TermScorerTests
{
    private const double AverageLength = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Best_RandomLists_AreTheBestOfAPlainSum(int seed)
    {
        var random = new Random(seed);
        var scorer = new TermScorer();
        var sums = new Dictionary<long, int>();
        for (var list = 0; list < 12; list++)
        {
            // some passages are far behind the others, as after years of changes
            Posting[] postings =
            [
                .. Enumerable.Range(0, 5_000).Select(_ => random.NextInt64(1, random.Next(5) == 0 ? 50_000_000 : 200_000)).Distinct().Order()
                    .Select(passage => new Posting(passage, TermImpact.Of(random.Next(1, 30), random.Next(1, 3_000)))),
            ];
            var scores = TermImpact.Scores(random.NextDouble() * 8, AverageLength);
            scorer.Add(Encoded(postings), scores);
            foreach (var (passage, impact) in postings)
            {
                sums[passage] = sums.GetValueOrDefault(passage) + scores[impact];
            }
        }

        var expected = sums.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(100).Select(s => (s.Key, s.Value));
        Assert.Equal(expected, scorer.Best(100, among: null));
    }

    [Fact]
    public void Best_AmongSome_LooksAtNoOthers()
    {
        var scorer = new TermScorer();
        scorer.Add(Encoded([new(3, TermImpact.Of(9, 60)), new(70_000, TermImpact.Of(1, 60)), new(70_001, TermImpact.Of(2, 60)), new(200_000, TermImpact.Of(5, 60))]), TermImpact.Scores(1, AverageLength));

        Assert.Equal([70_001, 70_000], scorer.Best(10, [4, 70_000, 70_001, 90_000]).Select(p => p.Passage));
    }

    [Fact]
    public void Best_EqualOnes_TakesTheOlder()
    {
        var scorer = new TermScorer();
        scorer.Add(Encoded([.. Enumerable.Range(1, 100).Select(i => new Posting(i * 1_000, TermImpact.Of(1, 60)))]), TermImpact.Scores(1, AverageLength));

        Assert.Equal([1_000, 2_000, 3_000], scorer.Best(3, among: null).Select(p => p.Passage));
    }

    [Fact]
    public void Best_NoLists_IsNothing() => Assert.Empty(new TermScorer().Best(10, among: null));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 12)]
    [InlineData(14, 400)]
    public void Score_OfAnImpact_IsNearTheExactOne(int frequency, int length)
    {
        var exact = Bm25.Saturation(frequency, length, AverageLength);

        Assert.InRange(TermImpact.Scores(3, AverageLength)[TermImpact.Of(frequency, length)] / (3 * 4096.0), exact * 0.9, exact * 1.1);
    }

    internal static byte[] Encoded(Posting[] postings)
    {
        using var bucket = new MemoryStream();
        Postings.Add(bucket, weighted: true, 0, 7, postings);
        var bytes = bucket.ToArray();
        byte[] list = [];
        Postings.Visit(bytes, (_, start, end) => list = bytes[start..end]);
        return list;
    }
}
