using Julie.Index.Ranking;
using Julie.Index.Search;

namespace Julie.Index.Tests;

/// <summary>What decides how a search goes about it: figures that no small index can show.</summary>
public sealed class SearchPlanTests
{
    [Theory]
    [InlineData(10_000, 10_000)]
    [InlineData(100_000, 31_622)]
    [InlineData(1_000_000, 100_000)]
    [InlineData(10_000_000, 100_000)]
    public void MostCompared_GrowsWithTheIndexUpToTheSmallScope(long total, int expected) =>
        Assert.Equal(expected, ScopeReader.MostCompared(total, SearchEngine.DefaultSmallScope));

    [Theory]
    [InlineData(499_999, 100, 200)]
    [InlineData(500_000, 100, 300)]
    [InlineData(500_000, 400, 1_000)]
    public void BreadthOf_ALargeIndex_IsGreater(long total, int count, int expected) => Assert.Equal(expected, VectorRetriever.BreadthOf(total, count));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Needed_OfRandomHits_LeavesOutNothingThatChangesTheResults(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            string?[] symbols = [null, .. Enumerable.Range(0, random.Next(1, 12)).Select(i => $"s{i}")];
            var bodies = new Dictionary<long, string>();
            RankedHit[] ranked =
            [
                .. Enumerable.Range(0, random.Next(0, 31)).Select(i =>
                {
                    bodies[i] = string.Join(' ', Enumerable.Range(0, 20).Select(word => random.Next(40) == 0 ? $"other{i}" : $"word{word}"));
                    var place = new Place(1, "r", $"f{i}", 1, 2, symbols[random.Next(symbols.Length)], null, "python", default, "c", "refs/heads/main");
                    return new RankedHit(new(new(i, 0, new HashSet<string>(), null), [], [place], 1), place, new(0, 0), []);
                }),
            ];
            var limit = random.Next(1, 12);

            Assert.Equal(Shown(NearDuplicates.Collapse(ranked, bodies, limit)), Shown(NearDuplicates.Collapse(NearDuplicates.Needed(ranked, limit), bodies, limit)));
        }
    }

    private static IEnumerable<string> Shown(IReadOnlyList<(RankedHit Hit, IReadOnlyList<Place> Copies)> hits) =>
        hits.Select(hit => $"{hit.Hit.Place.Path}: {string.Join(' ', hit.Copies.Select(copy => copy.Path))}");
}
