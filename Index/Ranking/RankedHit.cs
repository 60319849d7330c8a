using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>A file in the order of the answer, by its best passage.</summary>
/// <param name="Candidate">The passage.</param>
/// <param name="Place">Where the file holds it.</param>
/// <param name="Parts">What its score is made of.</param>
/// <param name="More">Other places of the file that were found, best first.</param>
internal sealed record RankedHit(Candidate Candidate, Place Place, HitParts Parts, IReadOnlyList<Place> More)
{
    public double Score => Parts.Total;
}
