using System.Text.Json;

using Julie.Training.Extraction;
using Julie.Training.Git;

namespace Julie.Training.Evaluation;

/// <summary>
/// Questions about repositories and the files that answer them, with every file cut into definitions and windows of lines: a stand-in for
/// the product's own evaluation, quick enough to look at after every training.
/// </summary>
internal sealed class CodeSearch
{
    private const int WindowLines = 40;
    private const int Shown = 10;
    private const int MostBytes = 400_000;

    private readonly List<(string Name, List<Window> Windows, List<Question> Questions)> repositories = [];

    /// <summary>Lines of a file, with the path that the product scores by itself.</summary>
    public sealed record Window(string Path, int First, int Last, string Text);

    private sealed record Target(string Path, int First, int Last);

    private sealed record Question(string Text, string Category, List<Target> Targets);

    /// <param name="data">Folder of <c>repos.json</c> and <c>queries.json</c>.</param>
    /// <param name="checkouts">Bare repositories as the pairs are read from.</param>
    public static CodeSearch Read(string data, string checkouts)
    {
        var set = new CodeSearch();
        using var repos = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "repos.json")));
        using var queries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "queries.json")));
        var asked = queries.RootElement.EnumerateArray().ToLookup(query => query.GetProperty("repo").GetString()!, QuestionOf);
        foreach (var repo in repos.RootElement.EnumerateArray())
        {
            var name = repo.GetProperty("name").GetString()!;
            var url = new Uri(repo.GetProperty("url").GetString()!).AbsolutePath.Trim('/').Replace(".git", "", StringComparison.Ordinal);
            if (BareRepository.Find(checkouts, url) is not { } repository)
            {
                Console.Error.WriteLine($"{url}: not in {checkouts}, left out");
                continue;
            }

            var root = repo.TryGetProperty("benchmark_root", out var folder) ? folder.GetString() + "/" : "";
            var files = repository.Files(repo.GetProperty("revision").GetString()!)
                .Where(file => file.Path.StartsWith(root, StringComparison.Ordinal) && file.Size < MostBytes && SourceLanguages.LanguageOf(file.Path) is not null)
                .ToList();
            var windows = files.Zip(repository.Read(files.Select(file => file.Id)))
                .Where(entry => entry.Second is not null)
                .SelectMany(entry => Windows(entry.First.Path, entry.Second!))
                .ToList();
            set.repositories.Add((name, windows, [.. asked[name]]));
        }

        return set;
    }

    /// <summary>NDCG@10 of each repository.</summary>
    /// <param name="index">Makes a function from a question to the score of each window.</param>
    public IEnumerable<(string Repository, double Ndcg)> Ndcg(Func<IReadOnlyList<Window>, Func<string, float[]>> index) => repositories.Select(repository =>
    {
        var score = index(repository.Windows);
        return (repository.Name, repository.Questions.Average(question => Ndcg(question, repository.Windows, score(question.Text))));
    });

    /// <summary>The best window of each file stands for it.</summary>
    private static double Ndcg(Question question, List<Window> windows, float[] scores)
    {
        var results = Enumerable.Range(0, windows.Count)
            .OrderByDescending(i => scores[i])
            .Select(i => windows[i])
            .DistinctBy(window => window.Path)
            .Take(Shown)
            .ToList();
        var gain = question.Targets
            .Select(target => results.FindIndex(window => window.Path == target.Path && window.First <= target.Last && target.First <= window.Last))
            .Where(rank => rank >= 0)
            .Sum(Discount);
        return gain / Enumerable.Range(0, Math.Min(Shown, question.Targets.Count)).Sum(Discount);
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    /// <summary>Each definition with its documentation under the header that the product writes, and windows of what is between.</summary>
    private static IEnumerable<Window> Windows(string path, string text)
    {
        var language = SourceLanguages.LanguageOf(path)!;
        var from = 0;
        foreach (var found in SourceLanguages.Definitions(language, text))
        {
            // A definition of Python has lost its documentation: its first line finds it.
            var head = found.Code.Split('\n', 2)[0];
            var at = text.IndexOf(head, from, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            from = at + 1;
            var first = text.AsSpan(0, at).Count('\n') + 1;
            var code = string.Join('\n', found.Code.Split('\n').Take(WindowLines));
            var name = found.Scope.Length == 0 ? found.Name : $"{found.Scope}.{found.Name}";
            yield return new Window(path, first, first + found.Code.AsSpan().Count('\n'), $"{language} {name}\n{found.Documentation}\n{code}");
        }

        var lines = text.Split('\n');
        for (var first = 0; first < lines.Length; first += WindowLines)
        {
            var last = Math.Min(lines.Length, first + WindowLines);
            var window = string.Join('\n', lines[first..last]);
            if (!string.IsNullOrWhiteSpace(window))
            {
                yield return new Window(path, first + 1, last, $"{language}\n{window}");
            }
        }
    }

    private static Question QuestionOf(JsonElement query) => new(
        query.GetProperty("query").GetString()!, query.GetProperty("category").GetString()!,
        [.. query.GetProperty("relevant").EnumerateArray().Concat(query.GetProperty("secondary").EnumerateArray()).Select(TargetOf)]);

    private static Target TargetOf(JsonElement target) => target.ValueKind == JsonValueKind.String
        ? new Target(target.GetString()!, 0, int.MaxValue)
        : new Target(
            target.GetProperty("path").GetString()!,
            target.TryGetProperty("start_line", out var first) ? first.GetInt32() : 0,
            target.TryGetProperty("end_line", out var last) ? last.GetInt32() : int.MaxValue);
}
