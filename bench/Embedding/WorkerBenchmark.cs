using System.Diagnostics;

using Microsoft.Extensions.Configuration;

namespace Julie.Bench.Embedding;

/// <summary>
/// The real worker through RabbitMQ and PostgreSQL against the engine alone, on the same passages and machine. The worker is stopped while the
/// repositories are cut, so that only its part is timed.
/// </summary>
internal static class WorkerBenchmark
{
    private const string Worker = "Julie.EmbedWorker";

    public static async Task<int> RunAsync(IReadOnlyList<string> repositories)
    {
        await using var system = await RunningSystem.ConnectAsync();
        IReadOnlyList<string> texts;
        double seconds;
        RunningSystem.Signal("STOP", Worker);
        try
        {
            foreach (var repository in repositories)
            {
                await system.CutAsync(repository);
            }

            texts = await system.WaitingTextsAsync();
        }
        finally
        {
            RunningSystem.Signal("CONT", Worker);
        }

        if (texts.Count == 0)
        {
            Console.Error.WriteLine("Nothing waits for its vector: give a repository that the index does not hold yet.");
            return 1;
        }

        var start = Stopwatch.GetTimestamp();
        while (await system.WaitingAsync() > 0)
        {
            await Task.Delay(20);
        }

        seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        // The same settings as the services have: those of the environment.
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Julie:Embedding");
        await using var engine = await Engine.OpenAsync(settings["ModelsDirectory"] ?? "models", settings["Model"] ?? "julie-static-v2");
        await engine.EmbedAsync([.. texts.Take(64)]);
        var alone = await engine.EmbedAsync(texts);
        Console.WriteLine($"""
            | {engine.Embedder.Manifest.Id} on {engine.Embedder.Device}, {texts.Count:N0} passages | passages/s |
            |---|---|
            | worker: RabbitMQ, PostgreSQL, engine | {texts.Count / seconds:N1} |
            | engine alone | {texts.Count / alone:N1} |
            | share | {alone / seconds:F2} |
            """);
        return 0;
    }
}
