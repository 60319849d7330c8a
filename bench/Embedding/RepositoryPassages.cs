using System.Diagnostics;

using Julie.Ingest;
using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Symbols;
using Julie.Ingest.Git;
using Julie.Ingest.Sync;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.Tokenizers;

namespace Julie.Bench.Embedding;

/// <summary>The texts that are embedded for a repository: every file cut by Ingest's own chunker, each passage once (law 1).</summary>
internal static class RepositoryPassages
{
    /// <param name="directory">A git repository, bare or not.</param>
    /// <param name="tokenizer">What counts.</param>
    /// <param name="target">Tokens that a chunk aims at.</param>
    /// <param name="limit">Tokens that no passage exceeds.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(string directory, Tokenizer tokenizer, int target, int limit)
    {
        var options = Options.Create(new IngestOptions());
        var ctagsOptions = Options.Create(new CtagsOptions());
        var git = new GitCommand(options);
        var planner = new TreePlanner(new TreeReader(git, options), new RuleReader(git, options, NullLogger<RuleReader>.Instance), options);
        var repository = new BareRepository(await GitAsync(directory, "rev-parse --absolute-git-dir"), await GitAsync(directory, "rev-parse HEAD"));
        using var ctags = new CtagsReader(new CtagsProgram(ctagsOptions), ctagsOptions, TimeProvider.System, NullLogger<CtagsReader>.Instance);
        var chunker = new Chunker(ctags, new TokenizerCounter(tokenizer), new ChunkLimits(target, limit));
        await using var blobs = new BlobReader(git, repository, options);

        var passages = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var files = await planner.CompareAsync(repository, new Dictionary<string, Julie.Index.Snapshots.StoredEntry>(), new Dictionary<string, Julie.Index.Snapshots.StoredEntry>(), null, CancellationToken.None);
        foreach (var planned in files.ToIndex)
        {
            if (await blobs.ReadAsync(planned.File.ObjectId, CancellationToken.None) is { } content)
            {
                var cut = await chunker.CutAsync(content, planned.Class.Kind, CancellationToken.None);
                passages.AddRange(cut.Chunks.Select(chunk => Julie.Embedding.EmbedInput.Of(chunk.Scope, chunk.Body)).Where(seen.Add));
            }
        }

        return passages;
    }

    private static async Task<string> GitAsync(string directory, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", $"-C \"{directory}\" {arguments}") { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{directory} is no git repository");
    }
}
