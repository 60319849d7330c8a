using System.Diagnostics.Metrics;

using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.EmbedWorker.Jobs;
using Julie.EmbedWorker.Spaces;
using Julie.EmbedWorker.Tests.Support;
using Julie.Index.Spaces;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Tests.Jobs;

/// <summary>Passages that no chunker would make, with the model that the project ships.</summary>
public sealed class BadPassageTests
{
    [Fact]
    public async Task RunAsync_EmptyPassageAmongOthers_FailsAloneAndALongOneIsEmbeddedWhole()
    {
        var token = TestContext.Current.CancellationToken;
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddEmbedding(new ConfigurationBuilder().AddInMemoryCollection([new("Julie:Embedding:Device", "cpu")]).Build())
            .BuildServiceProvider();
        var embedder = await services.GetRequiredService<EmbedderSource>().GetAsync(token);
        var work = new FakeWork()
            .Add(1, "csharp\nint Count(string text) => text.Length;")
            .Add(2, "")
            .Add(4, string.Concat(Enumerable.Repeat("count items ", 50_000)))
            .Add(5, "go\nfunc main() {}")
            .Add(6, "emoji 😀, a lone \ud800 surrogate, NUL \0");
        Assert.True(embedder.Tokenizer.CountTokens(work.Texts[4]) >= 100_000);
        using var telemetry = new EmbedWorkerTelemetry(services.GetRequiredService<IMeterFactory>());
        using var job = new EmbedJob(work, telemetry, new StageTimes(), Options.Create(new EmbedWorkerOptions()), NullLogger<EmbedJob>.Instance);
        var space = new Space(1, embedder.Manifest.Id, embedder.Dimensions, 1, "active", "space_1");

        var outcome = await job.RunAsync(new ReadyWorker(embedder, space), Lane.Backfill, new EmbedPassages(1, [1, 2, 4, 5, 6]), 0, token);

        Assert.Equal(new JobOutcome(4, 1, 0), outcome);
        Assert.Contains("no tokens", Assert.Single(work.Errors, error => error.Key == 2).Value);
    }
}
