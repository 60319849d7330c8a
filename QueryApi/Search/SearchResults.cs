using Julie.Contracts.Api;
using Julie.Index.Ranking;
using Julie.Index.Search;
using OtherFile = Julie.Contracts.Api.OtherFile;
using PlaceInFile = Julie.Contracts.Api.PlaceInFile;

namespace Julie.QueryApi.Search;

/// <summary>What the index found, as the API says it.</summary>
internal static class SearchResults
{
    public static SearchResult Of(SearchHit hit, bool explain = false) => new(
        hit.Repository, hit.Path, hit.StartLine, hit.EndLine, hit.Symbol, hit.Kind, hit.Language, hit.Commit, Math.Round(hit.Score, 6), hit.Snippet, hit.AlsoIn)
    {
        Ref = hit.Ref, Stale = hit.Stale, Similarity = hit.Similarity is { } cosine ? Math.Round(cosine, 6) : null, Lines = hit.Lines, LineCount = hit.Lines.Count,
        More = [.. hit.More.Select(place => new PlaceInFile(place.StartLine, place.EndLine, place.Symbol, place.Kind))],
        Elsewhere = [.. hit.Elsewhere.Select(file => new OtherFile(file.Repository, file.Path, file.StartLine, file.EndLine, file.Ref))],
        Explain = explain && hit.Parts is { } parts ? ToParts(parts) : null,
    };

    public static SearchResult Of(TextHit hit) => new(
        hit.Repository, hit.Path, hit.ContextLine, hit.ContextLine + hit.Context.Count(c => c == '\n'), null, null, hit.Language, hit.Commit, 1, hit.Context, 0)
    {
        Ref = hit.Ref, Stale = hit.Stale, Lines = hit.Lines, LineCount = hit.LineCount,
    };

    private static ScoreParts ToParts(HitParts p) => new(
        Round(p.Vector), Round(p.Lexical), Round(p.Symbol), Round(p.Definition), Round(p.FileName), Round(p.Folders), Round(p.Path), Round(p.Together), Round(p.AllWords), Round(p.Factor));

    private static double Round(double part) => Math.Round(part, 6);
}
