using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Julie.Index.Catalog;
using Julie.Index.Ranking;
using Julie.Index.Search;
using Julie.Index.Spaces;

namespace Julie.Bench.Search.Weights;

/// <summary>A question of a kept run (<c>julie eval ... --save</c>), with everything that the retrievers find for it.</summary>
internal sealed partial class Question
{
    private const int Depth = 10;
    private readonly SearchRequest _request;
    private readonly FoundCandidates _found;
    private readonly QueryWords _words;
    private readonly (string Path, int First, int Last)[] _answers;

    private Question(string repository, string category, string[] answers, SearchRequest request, FoundCandidates found)
    {
        (Repository, Category, _request, _found) = (repository, category, request, found);
        _words = found.Words;
        _answers = [.. answers.Select(Parse)];
    }

    public string Repository { get; }

    public string Category { get; }

    public string Text => _request.Text;

    /// <summary>Reads a run's questions and asks the retrievers.</summary>
    public static async Task<IReadOnlyList<Question>> ReadAsync(string file, RunningSystem system)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var engine = new SearchEngine(system.Index, system.Lists);
        var questions = new List<Question>();
        foreach (var detail in document.RootElement.GetProperty("details").EnumerateArray())
        {
            var sent = Filters().Match(detail.GetProperty("sent").GetString()!);
            var filters = new SearchFilters([sent.Groups["repo"].Value], [], sent.Groups["path"].Success ? [sent.Groups["path"].Value] : []);
            var text = sent.Groups["text"].Value;
            var vector = (await system.Embedder.EmbedAsync([text], Embedding.EmbedSide.Query, CancellationToken.None))[0].ToArray();
            var request = new SearchRequest(text, vector, system.Space, ReadableRepositories.Everything, filters, Depth);
            questions.Add(new(
                detail.GetProperty("repository").GetString()!, detail.GetProperty("category").GetString()!,
                [.. detail.GetProperty("answers").EnumerateArray().Select(a => a.GetString()!)],
                request, await engine.FindAsync(request, CancellationToken.None)));
        }

        return questions;
    }

    /// <summary>NDCG@10 under these weights, as <c>julie eval</c> has it: binary gains, each answer at its first result.</summary>
    public double Ndcg(RankingWeights weights)
    {
        var ranked = new Ranker(_found.Query, _words, _request, _found.HasVector, weights).Rank(_found.Candidates, Depth);
        var gain = 0.0;
        foreach (var (path, first, last) in _answers)
        {
            for (var i = 0; i < ranked.Count; i++)
            {
                var place = ranked[i].Place;
                if (place.Path == path && place.StartLine <= last && place.EndLine >= first)
                {
                    gain += Discount(i);
                    break;
                }
            }
        }

        return gain / Enumerable.Range(0, Math.Min(Depth, _answers.Length)).Sum(Discount);
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static (string, int, int) Parse(string answer) => Lines().Match(answer) is { Success: true } lines
        ? (answer[..lines.Index], Number(lines.Groups[1]), Number(lines.Groups[2]))
        : (answer, 0, int.MaxValue);

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^repo:"(?<repo>[^"]+)"(?: path:"(?<path>[^"]+)")? (?<text>.*)$""")]
    private static partial Regex Filters();

    [GeneratedRegex(@":(\d+)-(\d+)$")]
    private static partial Regex Lines();
}
