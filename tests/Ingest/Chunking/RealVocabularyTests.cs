using System.Diagnostics;

using Julie.Embedding.Tokenizers;
using Julie.Ingest.Chunking;
using Julie.Ingest.Chunking.Symbols;
using Julie.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>
/// Law 7 with the vocabularies of real models, whose counts do not add up over lines: no passage of this repository's own files is longer than
/// the model takes, counted by Hugging Face's library. JULIE_TEST_REPOSITORIES names more checkouts to cut (folders with a colon between).
/// </summary>
public sealed class RealVocabularyTests
{
    private static readonly string Vocabularies = Path.Combine(RepositoryRoot.Path, "..", "shared", "bench", "tokenizers");

    [Theory]
    [InlineData("bert-base-uncased", 512, "")]
    [InlineData("bert-base-uncased", 256, "")]
    [InlineData("bert-base-uncased", 64, "Represent this passage: ")]
    [InlineData("bert-base-uncased", 32, "")]
    public async Task Cut_RealFiles_FitTheModel(string vocabulary, int limit, string prefix)
    {
        Assert.SkipUnless(Directory.Exists(Vocabularies), "the real vocabularies (../shared/bench/tokenizers) are not beside this checkout");
        var missing = await HubReference.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        var cancellationToken = TestContext.Current.CancellationToken;
        var file = Path.Combine(Vocabularies, vocabulary, "tokenizer.json");
        var counter = new TokenizerCounter(HubTokenizer.Open(file), prefix);
        var options = Options.Create(new CtagsOptions());
        using var ctags = new CtagsReader(new CtagsProgram(options), options, TimeProvider.System, NullLogger<CtagsReader>.Instance);
        var chunker = new Chunker(ctags, counter, new ChunkLimits(Math.Min(250, limit), Math.Min(480, limit)));
        foreach (var repository in limit < 256 ? [RepositoryRoot.Path] : Repositories())
        {
            var clock = Stopwatch.StartNew();
            var texts = new List<string>();

            // Small limits make many passages; every fifth file shows enough.
            foreach (var (path, kind) in Files(repository).Where((_, index) => limit >= 256 || index % 5 == 0))
            {
                var cut = await chunker.CutAsync(await File.ReadAllBytesAsync(path, cancellationToken), kind, cancellationToken);
                texts.AddRange(cut.Chunks.Select(chunk => $"{prefix}{chunk.Scope}\n{chunk.Body}"));
            }

            var seconds = clock.Elapsed.TotalSeconds;
            var ids = await HubReference.EncodeAsync(file, texts, cancellationToken);
            var lengths = ids.Select(text => text.Length).Order().ToList();
            var longest = texts[ids.Select((text, index) => (text.Length, index)).Max().index];
            TestContext.Current.SendDiagnosticMessage(
                $"{Path.GetFileName(repository)}, {vocabulary}, limit {limit}: {lengths.Count} passages, p50 {lengths[lengths.Count / 2]}, longest {lengths[^1]}, over the limit {lengths.Count(length => length > limit)}, {seconds:F1} s");
            Assert.True(lengths.Count > 100);
            Assert.True(lengths[^1] <= limit, $"{lengths[^1]} tokens where {limit} fit: {longest}");
        }
    }

    [Fact]
    public async Task Cut_RealFilesWithBytePairs_FitTheModel()
    {
        Assert.SkipUnless(Directory.Exists(Vocabularies), "the real vocabularies (../shared/bench/tokenizers) are not beside this checkout");
        const int Limit = 128;
        string[] files = [.. new[] { "vocab.json", "merges.txt", "tokenizer_config.json" }.Select(file => Path.Combine(Vocabularies, "qwen2-bpe", file))];
        var cancellationToken = TestContext.Current.CancellationToken;
        var counter = new TokenizerCounter(HubTokenizer.Open(files[0], files[1], files[2]));
        var independent = HubTokenizer.Open(files[0], files[1], files[2]);
        var options = Options.Create(new CtagsOptions());
        using var ctags = new CtagsReader(new CtagsProgram(options), options, TimeProvider.System, NullLogger<CtagsReader>.Instance);
        var chunker = new Chunker(ctags, counter, new ChunkLimits(Limit, Limit));
        var passages = 0;
        foreach (var (path, kind) in Repositories().SelectMany(Files))
        {
            var cut = await chunker.CutAsync(await File.ReadAllBytesAsync(path, cancellationToken), kind, cancellationToken);
            foreach (var chunk in cut.Chunks)
            {
                passages++;
                Assert.InRange(independent.EncodeToIds($"{chunk.Scope}\n{chunk.Body}").Count, 1, Limit);
            }
        }

        Assert.True(passages > 1000);
    }

    private static IEnumerable<string> Repositories() =>
        (Environment.GetEnvironmentVariable("JULIE_TEST_REPOSITORIES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend(RepositoryRoot.Path);

    private static IEnumerable<(string Path, FileKind Kind)> Files(string repository)
    {
        string[] skipped = ["/artifacts/", "/obj/", "/.git/", "/node_modules/", "/.julie/", "/eng/.tools/"];
        foreach (var path in Directory.EnumerateFiles(repository, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var named = PathClassifier.Classify(Path.GetRelativePath(repository, path));
            if (named.Skip is null && !skipped.Any(part => path.Contains(part, StringComparison.Ordinal)) && new FileInfo(path) is { LinkTarget: null, Length: < 1 << 20 })
            {
                yield return (path, named.Kind);
            }
        }
    }
}
