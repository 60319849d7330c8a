using System.Diagnostics;

using Julie.Embedding;
using Julie.Embedding.Manifest;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.Training.Evaluation;

/// <summary>An exported model, run the way the services run it.</summary>
internal static class ShippedModel
{
    public static async Task ReportAsync(string folder, CosQa set)
    {
        var path = Path.GetFullPath(folder);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<EmbeddingTelemetry>()
            .BuildServiceProvider();
        var factory = new EmbedderFactory(
            new ModelStore(Path.GetDirectoryName(path)!), Options.Create(new EmbeddingOptions()),
            services.GetRequiredService<EmbeddingTelemetry>(), services.GetRequiredService<ILogger<EmbedderFactory>>());
        await using var embedder = await factory.CreateAsync(Path.GetFileName(path), CancellationToken.None).ConfigureAwait(false);
        // A model with a limit sees the beginning of a longer function, as CosQA's other figures are made.
        string[] functions = [.. set.Functions.Select(function => Beginning(function, embedder))];
        var clock = Stopwatch.StartNew();
        var documents = await embedder.EmbedAsync(functions, EmbedSide.Document, CancellationToken.None).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        var tokens = functions.Sum(function => embedder.Tokenizer.CountTokens(function));
        var queries = await embedder.EmbedAsync([.. set.Queries.Select(query => query.Text)], EmbedSide.Query, CancellationToken.None).ConfigureAwait(false);
        var vectors = set.Queries.Zip(queries).ToDictionary(pair => pair.First.Text, pair => pair.Second);
        var mrr = set.Mrr(query => [.. documents.Select(document => System.Numerics.Tensors.TensorPrimitives.Dot(vectors[query].Span, document.Span))]);
        Console.WriteLine($"{embedder.Manifest.Id} as exported, on {embedder.Device}: CosQA MRR {mrr:F3} over {set.Functions.Count} functions, {tokens / seconds:F0} tokens a second");
    }

    private static string Beginning(string text, IEmbedder embedder)
    {
        if (embedder.Manifest.MaxTokens is not { } most)
        {
            return text;
        }

        embedder.Tokenizer.EncodeToIds(text, most, out _, out var consumed);
        return text[..consumed];
    }
}
