using System.Diagnostics;

using Julie.Embedding;
using Julie.Embedding.Manifest;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Julie.Bench.Embedding;

/// <summary>The engine as a worker has it: the same registration, jobs of the same size, several in flight.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private const int JobSize = 256;
    private const int JobsInFlight = 4;

    private readonly ServiceProvider services;

    private Engine(ServiceProvider services, IEmbedder embedder) => (this.services, Embedder) = (services, embedder);

    public IEmbedder Embedder { get; }

    /// <param name="models">The folder of models.</param>
    /// <param name="id">The model.</param>
    /// <param name="settings">Settings of <c>Julie:Embedding</c> that differ from the defaults.</param>
    public static async Task<Engine> OpenAsync(string models, string id, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("Model", id)).Append(("ModelsDirectory", models)).ToDictionary(pair => $"{EmbeddingOptions.Section}:{pair.Item1}", pair => (string?)pair.Item2)).Build();
        var services = new ServiceCollection().AddLogging().AddEmbedding(configuration).BuildServiceProvider();
        return new Engine(services, await services.GetRequiredService<EmbedderSource>().GetAsync(CancellationToken.None));
    }

    /// <summary>Seconds to embed the texts as documents.</summary>
    public async Task<double> EmbedAsync(IReadOnlyList<string> texts)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            texts.Chunk(JobSize), new ParallelOptions { MaxDegreeOfParallelism = JobsInFlight },
            async (job, token) => await Embedder.EmbedAsync(job, EmbedSide.Document, 3, token));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
