using System.Diagnostics;
using System.Globalization;
using System.Text;

using Julie.Embedding.Tokenizers;
using Julie.Tests.Support;

using Microsoft.ML.Tokenizers;

namespace Julie.Bench.Tokenizers;

/// <summary>Megabytes of UTF-8 a second, the best of some rounds. The reference may choose between one text a call and batches.</summary>
internal static class TokenizerBenchmark
{
    public static async Task RunAsync(string vocabularies, List<string> texts, int rounds, TextWriter to, CancellationToken cancellationToken)
    {
        var megabytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text)) / 1e6;
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{texts.Count} passages, {megabytes:F1} MB, best of {rounds} rounds, one thread\n"));
        await to.WriteLineAsync("| tokenizer | tokens | ids, MB/s | count, MB/s | reference, MB/s | ids / reference |");
        await to.WriteLineAsync("|---|---|---|---|---|---|");
        var missing = await HubReference.MissingAsync();
        var bert = Path.Combine(vocabularies, "bert-base-uncased", "tokenizer.json");
        using var qwen = new QwenJson(Path.Combine(vocabularies, "qwen2-bpe"));
        foreach (var (name, file, tokenizer) in new (string, string?, Tokenizer)[]
        {
            ("WordPiece, bert-base-uncased", bert, HubTokenizer.Open(bert)),
            ("byte-level BPE, Qwen2", qwen.File, HubTokenizer.Open(qwen.File)),
            ("code, the built-in model", null, BuiltIn()),
        })
        {
            long tokens = 0, counted = 0;
            var ids = Best(rounds, () => tokens = texts.Sum(text => (long)tokenizer.EncodeToIds(text).Count));
            var count = Best(rounds, () => counted = texts.Sum(text => (long)tokenizer.CountTokens(text)));
            if (tokens != counted)
            {
                throw new InvalidOperationException($"{name} counts {counted} tokens where it gives {tokens} ids");
            }

            var (reference, ratio) = ("-", "-");
            if (file is not null && missing is null)
            {
                var (one, batch, theirs) = await HubReference.MeasureAsync(file, texts, rounds, cancellationToken);
                if (theirs != tokens)
                {
                    throw new InvalidOperationException($"{name}: the reference gives {theirs} ids, this one {tokens}");
                }

                var best = Math.Min(one, batch);
                reference = string.Create(CultureInfo.InvariantCulture, $"{megabytes / best:F2} ({(one < batch ? "one by one" : "batches")})");
                ratio = string.Create(CultureInfo.InvariantCulture, $"{best / ids:F1}");
            }

            await to.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {tokens} | {megabytes / ids:F1} | {megabytes / count:F1} | {reference} | {ratio} |"));
        }

        if (missing is not null)
        {
            await to.WriteLineAsync($"\nNo reference: {missing}");
        }
    }

    private static CodeTokenizer BuiltIn()
    {
        using var vocabulary = File.OpenRead(Path.Combine(RepositoryRoot.Path, "models", "julie-static-v2", "vocab.txt"));
        return CodeTokenizer.Create(vocabulary);
    }

    private static double Best(int rounds, Action work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            work();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return best;
    }
}
