using System.Text;
using Julie.Embedding.Manifest;
using Microsoft.ML.Tokenizers;

namespace Julie.Cli.Models;

/// <summary>
/// Synthetic passages, the same at every run: lines of made-up code whose lengths in tokens are log-normal (median 150, sigma 0.7), from 8 to 480
/// or to the model's limit. That is about what the chunker makes of real repositories.
/// </summary>
internal sealed class BenchTexts
{
    private const double Median = 150;
    private const double Sigma = 0.7;
    private const int Least = 8;
    private const int Most = 480;

    private static readonly string[] Words =
    [
        "return", "public", "static", "void", "request", "response", "buffer", "length", "retryPolicy", "ReadAllBytes", "index_of", "if", "else", "for",
        "(", ")", "{", "}", ";", "=", "=>", "null", "string", "count", "cancellationToken", "await", "HttpClient", "parse_config", "0", "1", "# loop over",
        "the", "items", "of", "list", "error", "throw", "new", "Exception", "\"message\"", "path", "value", "self", "def", "import", "node", "tree", "hash",
    ];

    private readonly Random random = new(20_260);

    public BenchTexts(ModelManifest manifest, Tokenizer tokenizer, int count)
    {
        int limit = Math.Min(Most, manifest.MaxTokens ?? Most);
        double perWord = Math.Max(0.2, tokenizer.CountTokens(manifest.DocumentPrefix + Text(2000)) / 2000.0);
        Texts = new string[count];
        Tokens = new int[count];
        for (int i = 0; i < count; i++)
        {
            int wanted = (int)Math.Clamp(Median * Math.Exp(Sigma * Normal()), Least, limit);
            int words = Math.Max(1, (int)(wanted / perWord));
            do
            {
                Texts[i] = Text(words);
                Tokens[i] = tokenizer.CountTokens(manifest.DocumentPrefix + Texts[i]);
                words = Math.Max(1, words * 9 / 10);
            }
            while (Tokens[i] > limit && words > 1);
        }
    }

    public string[] Texts { get; }

    public int[] Tokens { get; }

    public BenchLengths Lengths()
    {
        int[] sorted = [.. Tokens.Order()];
        return new BenchLengths(sorted[0], sorted[sorted.Length / 2], Math.Round(sorted.Average(), 1), sorted[^1]);
    }

    private string Text(int words)
    {
        StringBuilder text = new();
        for (int i = 0; i < words; i++)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(i % 11 == 10 ? '\n' : ' ');
        }

        return text.ToString();
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
