using Julie.Index.Lexical;
using Julie.Index.Search;
using Julie.Index.Segments;
using Microsoft.Extensions.Options;

namespace Julie.Index.Tests;

public sealed class QueryPostingsTests
{
    private static readonly WeightedTerms Terms = new(["route", "routes", "table"], [4, 2, 3], [10, 10, 10], ["route", "route", "table"], 60, 100);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Score_PackedOrNot_IsTheSumOverWords(int seed)
    {
        var random = new Random(seed);
        var held = Enumerable.Range(0, 300).Select(_ => random.NextInt64(1, 3_000)).Distinct().Order().ToDictionary(
            passage => passage, _ => (Length: random.Next(8, 1_000), Frequencies: Enumerable.Range(0, 3).Select(_ => Math.Max(0, random.Next(-3, 20))).ToArray()));
        var (packed, unpacked) = (Of(Terms), Of(Terms));
        for (var term = 0; term < 3; term++)
        {
            foreach (var segment in held.Where(p => p.Value.Frequencies[term] > 0).GroupBy(p => p.Key < 1_000))
            {
                packed.AddList(term, TermScorerTests.Encoded([.. segment.Select(p => new Posting(p.Key, TermImpact.Of(p.Value.Frequencies[term], p.Value.Length)))]));
            }
        }

        foreach (var (passage, (length, frequencies)) in held)
        {
            unpacked.AddUnpacked(passage, [.. frequencies.Select(frequency => TermImpact.Of(frequency, length))]);
        }

        long[] asked = [.. Enumerable.Range(1, 3_000).Select(i => (long)i).OrderBy(_ => random.Next())];
        var scores = packed.Score(asked);

        Assert.Equal(asked.Order(), scores.Keys.Order());
        foreach (var (passage, (bm25, words)) in scores)
        {
            var (length, frequencies) = held.GetValueOrDefault(passage, (60, [0, 0, 0]));
            var impact = TermImpact.Of(1, length);
            var (route, table) = (Math.Min(frequencies[0], 15) + (0.5 * Math.Min(frequencies[1], 15)), Math.Min(frequencies[2], 15));
            Assert.Equal((4 * Bm25.Saturation(route, TermImpact.Length(impact), 60)) + (3 * Bm25.Saturation(table, TermImpact.Length(impact), 60)), bm25, 1e-9);
            Assert.Equal([.. route > 0 ? (string[])["route"] : [], .. table > 0 ? (string[])["table"] : []], words.Order());
            Assert.Equal(bm25, unpacked.Score([passage])[passage].Bm25, 1e-12);
        }
    }

    [Fact]
    public void Score_OfNothing_IsNothing() => Assert.Empty(Of(WeightedTerms.None).Score([]));

    private static QueryPostings Of(WeightedTerms terms) => new(terms, new ListReader(Options.Create(new ListCacheOptions())), []);
}
