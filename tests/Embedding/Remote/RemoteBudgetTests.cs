using System.Diagnostics.Metrics;

using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Time.Testing;

namespace Julie.Embedding.Tests.Remote;

/// <summary>Rates, priorities, the day's budget, and what is counted.</summary>
public sealed class RemoteBudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbedAsync_RequestsPerMinute_AreNeverExceeded()
    {
        var time = new FakeTimeProvider();
        await using var service = await EmbeddingService.StartAsync(time: time);
        var options = RemoteModel.Options();
        (options.RequestTimeout, options.RequestsPerMinute) = (TimeSpan.FromMinutes(10), 3);
        var manifest = RemoteModel.Manifest(service);
        await using var embedder = RemoteModel.Create(service, options, manifest with { Remote = manifest.Remote! with { MaxTexts = 1 } }, time);

        await time.RunAsync(embedder.EmbedAsync(["1", "2", "3", "4", "5", "6", "7", "8"], EmbedSide.Document, Token));

        Assert.Equal(8, service.Received.Count);
        AssertWithin(3, service, _ => 1);
    }

    [Fact]
    public async Task EmbedAsync_TokensPerMinute_AreNeverExceededAndSizeTheRequests()
    {
        var time = new FakeTimeProvider();
        await using var service = await EmbeddingService.StartAsync(time: time);
        var options = RemoteModel.Options();
        (options.RequestTimeout, options.TokensPerMinute) = (TimeSpan.FromMinutes(10), 1000);
        await using var embedder = RemoteModel.Create(service, options, time: time);

        await time.RunAsync(embedder.EmbedAsync([.. Enumerable.Range(0, 40).Select(_ => new string('x', 300))], EmbedSide.Document, Token));

        Assert.Equal(40, service.Received.Sum(request => request.Texts.Count));
        AssertWithin(1000, service, request => request.Tokens);
    }

    [Fact]
    public async Task EmbedAsync_QueryWhileABackfillWaits_GoesNext()
    {
        await using var service = await EmbeddingService.StartAsync();
        var manifest = RemoteModel.Manifest(service);
        var options = RemoteModel.Options();
        options.ConcurrentRequests = 1;
        await using var embedder = RemoteModel.Create(service, options, manifest with { Remote = manifest.Remote! with { MaxTexts = 1 } });
        var first = new TaskCompletionSource();
        service.Before = () => first.Task;

        var backfill = embedder.EmbedAsync([.. Enumerable.Range(0, 20).Select(i => $"backfill {i}")], EmbedSide.Document, 2, Token);
        while (service.Received.IsEmpty)
        {
            await Task.Delay(5, Token);
        }

        var push = embedder.EmbedAsync(["push"], EmbedSide.Document, 0, Token);
        var query = embedder.EmbedAsync(["query"], EmbedSide.Query, -1, Token);
        first.SetResult();
        await Task.WhenAll(backfill, push, query);

        Assert.Equal(["query", "push"], service.Received.Skip(1).Take(2).Select(request => request.Texts[0]));
    }

    [Fact]
    public async Task EmbedAsync_DayBudgetSpent_IsUnavailableUntilTheNextDay()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero));
        await using var service = await EmbeddingService.StartAsync(time: time);
        var options = RemoteModel.Options();
        options.TokensPerDay = 250;
        await using var embedder = RemoteModel.Create(service, options, time: time);
        var text = new string('x', 300); // 100 tokens here, 75 there

        await embedder.EmbedAsync([text], EmbedSide.Document, Token);
        await embedder.EmbedAsync([text], EmbedSide.Document, Token);
        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync([text, text], EmbedSide.Document, Token));

        Assert.Contains("150 of 250 tokens", error.Message);
        Assert.Contains("TokensPerDay", embedder.Problem);
        Assert.Equal(2, service.Received.Count);
        // A smaller one still fits.
        await embedder.EmbedAsync([text], EmbedSide.Document, Token);
        Assert.Null(embedder.Problem);

        time.Advance(TimeSpan.FromHours(3));
        await embedder.EmbedAsync([text, text], EmbedSide.Document, Token);
        Assert.Equal(4, service.Received.Count);
    }

    [Fact]
    public async Task EmbedAsync_RefusedRequests_CostNothing()
    {
        await using var service = await EmbeddingService.StartAsync();
        var options = RemoteModel.Options();
        options.TokensPerDay = 250;
        await using var embedder = RemoteModel.Create(service, options);
        for (var i = 0; i < 4; i++)
        {
            service.Next.Enqueue(EmbeddingService.Status(400));
            await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync([new string('x', 600)], EmbedSide.Document, Token));
        }

        Assert.Single(await embedder.EmbedAsync([new string('x', 600)], EmbedSide.Document, Token));
    }

    [Fact]
    public async Task EmbedAsync_DollarsPerDay_CountByTheManifestsPrice()
    {
        await using var service = await EmbeddingService.StartAsync();
        var options = RemoteModel.Options();
        options.DollarsPerDay = 0.000_045; // 250 tokens at 0.18 a million
        await using var embedder = RemoteModel.Create(service, options);

        await embedder.EmbedAsync([new string('x', 600)], EmbedSide.Document, Token);
        await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync([new string('x', 600)], EmbedSide.Document, Token));
    }

    [Fact]
    public async Task Open_DollarsWithoutAPrice_SaysWhatIsMissing()
    {
        await using var service = await EmbeddingService.StartAsync();
        var options = RemoteModel.Options();
        options.DollarsPerDay = 1;
        var manifest = RemoteModel.Manifest(service);

        var error = Assert.Throws<ModelUnavailableException>(
            () => RemoteModel.Create(service, options, manifest with { Remote = manifest.Remote! with { PricePerMillionTokens = null } }));

        Assert.Contains("pricePerMillionTokens", error.Message);
    }

    [Fact]
    public async Task EmbedAsync_Tokens_AreCountedAsTheServiceCountsThem()
    {
        var model = $"counted-{Guid.NewGuid():n}";
        long tokens = 0;
        double cost = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "julie.embedding.remote.tokens" or "julie.embedding.remote.cost")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => tokens += tags.Contains(new("model", model)) ? value : 0);
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => cost += tags.Contains(new("model", model)) ? value : 0);
        listener.Start();
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service, manifest: RemoteModel.Manifest(service) with { Id = model });

        await embedder.EmbedAsync([new string('x', 4000), "abcd"], EmbedSide.Document, Token);

        Assert.Equal(1001, tokens);
        Assert.Equal(1001 * 0.18e-6, cost, 12);
    }

    private static void AssertWithin(int limit, EmbeddingService service, Func<ReceivedRequest, int> amount)
    {
        var requests = service.Received.OrderBy(request => request.At).ToArray();
        Assert.All(requests, first => Assert.True(
            requests.Where(request => request.At >= first.At && request.At < first.At + Minute - TimeSpan.FromSeconds(2)).Sum(amount) <= limit));
    }
}
