using System.Diagnostics;
using System.Globalization;

using Julie.Contracts.Api;

namespace Julie.Bench.Freshness;

/// <summary>Pushes one file at a time, and times how long until a search finds what is new in it.</summary>
internal sealed class Pusher(RunningSystem system, Origin origin, string repository, Random random)
{
    private static readonly string[] Sources = [".java", ".kt", ".cs", ".go", ".py", ".rs", ".ts", ".rb", ".php"];
    private IReadOnlyList<string>? files;

    public async Task<PushTimes> PushAsync()
    {
        files ??= [.. (await system.IndexedFilesAsync(repository)).Where(f => Sources.Contains(Path.GetExtension(f)))];
        var name = "fresh" + string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + random.Next(26))));
        var path = files[random.Next(files.Count)];
        var commit = await origin.PushAsync(path, Edited(path, await origin.ReadAsync(path), name));

        var start = Stopwatch.GetTimestamp();
        var delivery = await system.SendAsync(origin, commit);
        var answered = Stopwatch.GetElapsedTime(start);
        var query = $"{name} repo:{repository}";
        var words = UntilAsync(query, name, commit, vectors: false, start);
        var vectors = UntilAsync(query, name, commit, vectors: true, start);
        await Task.WhenAll(words, vectors);
        return new PushTimes(
            delivery.Id, answered.TotalMilliseconds, words.Result.Took.TotalMilliseconds, vectors.Result.Took.TotalMilliseconds,
            words.Result.Answer.ElapsedMs, words.Result.Misses + vectors.Result.Misses);
    }

    /// <summary>A new function at the end of the file, before what closes a type.</summary>
    private static string Edited(string path, string text, string name)
    {
        var (code, before) = Path.GetExtension(path) switch
        {
            ".java" => ($"\n    public String {name}() {{\n        return \"what {name} returns\";\n    }}\n", text.LastIndexOf('}')),
            ".cs" => ($"\n    public string {name}() => \"what {name} returns\";\n", text.LastIndexOf('}')),
            ".kt" => ($"\nfun {name}() = \"what {name} returns\"\n", text.Length),
            ".go" => ($"\nfunc {name}() string {{\n\treturn \"what {name} returns\"\n}}\n", text.Length),
            ".rs" => ($"\nfn {name}() -> &'static str {{\n    \"what {name} returns\"\n}}\n", text.Length),
            ".py" => ($"\n\ndef {name}():\n    return \"what {name} returns\"\n", text.Length),
            ".rb" => ($"\ndef {name}\n  \"what {name} returns\"\nend\n", text.Length),
            _ => ($"\nfunction {name}() {{\n  return \"what {name} returns\";\n}}\n", text.Length),
        };
        return text.Insert(before < 0 ? text.Length : before, code);
    }

    /// <summary>Until the answer holds the new text; by vector: until its place has a cosine with the query, so that its vector was searched.</summary>
    private async Task<(TimeSpan Took, SearchAnswer Answer, int Misses)> UntilAsync(string query, string name, string commit, bool vectors, long start)
    {
        for (var misses = 0; ; misses++)
        {
            var answer = await system.SearchAsync(query, commit, vectors);
            if (answer.Results.Any(r => r.Snippet.Contains(name, StringComparison.Ordinal) && (!vectors || r.Similarity is not null)))
            {
                return (Stopwatch.GetElapsedTime(start), answer, misses);
            }

            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(2))
            {
                throw new BenchmarkException(string.Create(CultureInfo.InvariantCulture, $"{query}: not found after two minutes; commit {commit} is {answer.WaitFor?.State}"));
            }
        }
    }
}
