using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Julie.Index.Ranking;
using MatchedLine = Julie.Contracts.Api.MatchedLine;

namespace Julie.Index.Search;

/// <summary>A file that was found, by its best place.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol.</param>
/// <param name="Kind">Kind of the symbol.</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Score">Fused score, comparable within one outcome only.</param>
/// <param name="Snippet">Text of the chunk.</param>
/// <param name="AlsoIn">How many other readable files in scope hold the same passage.</param>
public sealed record SearchHit(
    long RepositoryId, string Repository, string Path, int StartLine, int EndLine, string? Symbol, string? Kind,
    string Language, string Commit, double Score, string Snippet, int AlsoIn)
{
    /// <summary>Full name of the ref that the place is in.</summary>
    public string Ref { get; init; } = "";

    /// <summary>Whether a newer head of that ref is known than the one that the place is from.</summary>
    public bool Stale { get; init; }

    /// <summary>Cosine of the passage's vector with the query's, −1 to 1; null where one of them has none.</summary>
    public double? Similarity { get; init; }

    /// <summary>Other places of the file that were found, best first.</summary>
    public IReadOnlyList<PlaceInFile> More { get; init; } = [];

    /// <summary>Some of the other files that hold the same passage or nearly the same; <see cref="AlsoIn"/> counts them.</summary>
    public IReadOnlyList<OtherFile> Elsewhere { get; init; } = [];

    /// <summary>What the score is made of.</summary>
    public HitParts? Parts { get; init; }

    internal static SearchHit Of(RankedHit hit, IReadOnlyList<Place> copies, string snippet)
    {
        var (candidate, place) = (hit.Candidate, hit.Place);
        return new(
            place.RepositoryId, place.Repository, place.Path, place.StartLine, place.EndLine, place.Symbol, place.Kind, place.Language,
            place.Commit, hit.Score, snippet, (int)Math.Min(candidate.Files - 1 + copies.Count, int.MaxValue))
        {
            Ref = place.Ref,
            Similarity = candidate.Passage.Similarity,
            More = [.. hit.More.Select(p => new PlaceInFile(p.StartLine, p.EndLine, p.Symbol, p.Kind))],
            Elsewhere = [.. copies.Concat(candidate.Places.Where(p => p != place)).Take(MostElsewhere).Select(p => new OtherFile(p.Repository, p.Path, p.StartLine, p.EndLine, p.Ref))],
            Parts = hit.Parts,
        };
    }

    private const int MostElsewhere = 5;

    /// <summary>The same for the same file, whatever is indexed meanwhile.</summary>
    public long FileId => IdOf(RepositoryId, Ref, Path);

    internal static long IdOf(long repositoryId, string name, string path) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{repositoryId}\n{name}\n{path}"))) & 0xFFFF_FFFF_FFFF;

    /// <summary>Lines in which the texts stand that the query requires.</summary>
    public IReadOnlyList<MatchedLine> Lines { get; init; } = [];
}
