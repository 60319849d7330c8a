using System.Diagnostics;
using System.Globalization;

using Julie.Contracts.Api;
using Julie.Index.Snapshots;
using Julie.Ingest;
using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Secrets;
using Julie.Ingest.Git;
using Julie.Ingest.Sync;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Bench.Content;

/// <summary>Comparing trees, decoding, naming languages and masking, each alone, on one thread, over the blobs of a repository's head.</summary>
internal sealed class ContentBenchmark(TextWriter to, bool show)
{
    private static readonly Dictionary<string, StoredEntry> Nothing = [];
    private readonly List<string> _rows = [];
    private readonly List<string> _masked = [];

    public async Task RunAsync(string directory)
    {
        var options = Options.Create(new IngestOptions { DataDirectory = Directory.CreateTempSubdirectory("julie-bench-").FullName });
        var git = new GitCommand(options);
        var planner = new TreePlanner(new TreeReader(git, options), new RuleReader(git, options, NullLogger<RuleReader>.Instance), options);
        var repository = new BareRepository(await GitAsync(directory, "rev-parse --absolute-git-dir"), await GitAsync(directory, "rev-parse HEAD"));
        var name = Path.GetFileName(Path.GetDirectoryName(repository.Directory.TrimEnd('/'))) ?? directory;

        var first = await planner.CompareAsync(repository, Nothing, Nothing, null, CancellationToken.None);
        var stored = first.Skipped.Concat(first.ToIndex.Select(f => f.Entry(f.Class.LanguageId, null)))
            .ToDictionary(e => e.Path, e => new StoredEntry(e.Mode, e.ObjectId, e.Language, e.Flags, e.SkipReason, e.Error), StringComparer.Ordinal);
        var again = await BestAsync(() => planner.CompareAsync(repository, stored, stored, first.Rules, CancellationToken.None));
        var anew = await BestAsync(() => planner.CompareAsync(repository, stored, stored, null, CancellationToken.None));

        var contents = new List<(string Path, FileKind Kind, byte[] Bytes)>();
        await using (var blobs = new BlobReader(git, repository, options))
        {
            foreach (var file in first.ToIndex.DistinctBy(f => f.File.ObjectId))
            {
                if (await blobs.ReadAsync(file.File.ObjectId, CancellationToken.None) is { } bytes)
                {
                    contents.Add((file.File.Path, file.Class.Kind, bytes));
                }
            }
        }

        var texts = contents.Select(c => (c.Path, c.Kind, TextDecoder.Decode(c.Bytes).Text?.Text)).Where(c => c.Text is not null).ToList();
        var decoding = Best(() => contents.ForEach(c => TextDecoder.Decode(c.Bytes)));
        var naming = Best(() => texts.Where(t => t.Kind.Language is null).ToList().ForEach(t => LanguageByContent.Of(t.Kind.Hint, t.Text!)));
        var masking = Best(() => texts.ForEach(t => SecretMask.Of(t.Text!)));
        var found = texts.SelectMany(t => SecretMask.Of(t.Text!).Secrets.Select(s => (t.Path, t.Text, Secret: s))).ToList();
        var characters = texts.Sum(t => (long)t.Text!.Length);
        var kinds = string.Join(", ", found.GroupBy(f => f.Secret.Kind).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Sum(f => f.Secret.Count)}"));
        _rows.Add(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {first.Files} | {again:F0} / {anew:F0} | {texts.Count} | {characters / 1e6:F1} | {decoding:F0} | {naming:F0} | {masking:F0} | {characters / 1e3 / masking:F0} | {found.Sum(f => f.Secret.Count)} in {found.Select(f => f.Path).Distinct().Count()} files: {kinds} |"));
        foreach (var (path, text, secret) in found)
        {
            _masked.Add($"{name} {path}:{secret.Line} {secret.Kind}{(show ? "  " + Line(text!, secret) : string.Empty)}");
        }

        Directory.Delete(options.Value.DataDirectory, recursive: true);
    }

    public void Print()
    {
        to.WriteLine("| repository | entries | compare ms: rules known / not | files read | million characters | decode ms | name languages ms | mask ms | mask MB/s | masked |");
        to.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        _rows.ForEach(to.WriteLine);
        to.WriteLine();
        _masked.ForEach(to.WriteLine);
    }

    private static string Line(string text, MaskedSecret secret)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n')[secret.Line - 1].Trim();
        return line.Length > 160 ? line[..160] : line;
    }

    private static double Best(Action work) => Enumerable.Range(0, 5).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });

    private static async Task<double> BestAsync(Func<Task> work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    private static async Task<string> GitAsync(string directory, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", $"-C \"{directory}\" {arguments}") { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{directory} is no git repository");
    }
}
