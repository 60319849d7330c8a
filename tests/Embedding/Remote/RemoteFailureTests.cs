using System.Globalization;
using System.Text.Json.Nodes;

using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Time.Testing;

namespace Julie.Embedding.Tests.Remote;

/// <summary>A text fails alone; the service's own failures are nobody's fault and pass.</summary>
public sealed class RemoteFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    public async Task EmbedAsync_PassingError_IsTriedAgain(int status)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(EmbeddingService.Status(status));
        await using var embedder = RemoteModel.Create(service);

        Assert.Single(await embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        Assert.Equal(2, service.Received.Count);
        Assert.Null(embedder.Problem);
    }

    [Fact]
    public async Task EmbedAsync_CutConnection_IsTriedAgain()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(EmbeddingService.CutAsync);
        service.Next.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var embedder = RemoteModel.Create(service);

        Assert.Single(await embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        Assert.Equal(3, service.Received.Count);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("date")]
    public async Task EmbedAsync_RetryAfter_IsHonoured(string form)
    {
        var time = new FakeTimeProvider();
        await using var service = await EmbeddingService.StartAsync(time: time);
        var from = time.GetUtcNow();
        var value = form == "date" ? (from + TimeSpan.FromSeconds(7)).ToString("R", CultureInfo.InvariantCulture) : form;
        service.Next.Enqueue(EmbeddingService.Status(429, retryAfter: value));
        var options = RemoteModel.Options();
        options.RequestTimeout = TimeSpan.FromMinutes(10);
        await using var embedder = RemoteModel.Create(service, options, time: time);

        await time.RunAsync(embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Equal(2, service.Received.Count);
        Assert.True(service.Received.Last().At - from >= TimeSpan.FromSeconds(7), $"tried again after {service.Received.Last().At - from}");
    }

    [Fact]
    public async Task EmbedAsync_RetryAfter_HoldsTheOtherRequestsToo()
    {
        var time = new FakeTimeProvider();
        await using var service = await EmbeddingService.StartAsync(time: time);
        service.Next.Enqueue(EmbeddingService.Status(429, retryAfter: "9"));
        var options = RemoteModel.Options();
        (options.RequestTimeout, options.ConcurrentRequests) = (TimeSpan.FromMinutes(10), 1);
        await using var embedder = RemoteModel.Create(service, options, time: time);
        var from = time.GetUtcNow();

        await time.RunAsync(Task.WhenAll(
            embedder.EmbedAsync(["first"], EmbedSide.Document, 2, Token), embedder.EmbedAsync(["second"], EmbedSide.Document, 2, Token)));

        Assert.Equal(3, service.Received.Count);
        Assert.All(service.Received.Skip(1), request => Assert.True(request.At - from >= TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public async Task EmbedAsync_RetryAfterOfHours_IsUnavailableAtOnce()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(EmbeddingService.Status(429, retryAfter: "7200"));
        await using var embedder = RemoteModel.Create(service);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        Assert.Single(service.Received);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task EmbedAsync_RefusedKeyOrModel_IsTheModelsFaultAndNotTriedAgain(int status)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(EmbeddingService.Status(status));
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains($"({status})", error.Message);
        Assert.Equal(error.Message, embedder.Problem);
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task EmbedAsync_QuotaSpent_IsNotTriedAgain()
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        service.Next.Enqueue(EmbeddingService.Status(
            429, """{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"""));
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains("current quota", error.Message);
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task EmbedAsync_TextTooLongForTheService_IsTheTextsFaultAndNotTriedAgain()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.MaxTokens = 100; // less than the manifest says
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<EmbeddingException>(
            () => embedder.EmbedAsync(["good", new string('x', 1000)], EmbedSide.Document, Token));

        Assert.Contains("maximum context length is 100 tokens", error.Message);
        Assert.Single(service.Received);
        Assert.Null(embedder.Problem);
    }

    [Theory]
    [InlineData(4, "good", "poison")]
    [InlineData(7, "poison")]
    public async Task EmbedAsync_TextThatBreaksTheService_IsTheTextsFault(int requests, params string[] texts)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.DiesOf = texts => texts.Any(text => text.Contains("poison", StringComparison.Ordinal));
        await using var embedder = RemoteModel.Create(service);

        await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync(texts, EmbedSide.Document, Token));

        Assert.Null(embedder.Problem);
        Assert.Single(await embedder.EmbedAsync(["good"], EmbedSide.Document, Token));
        // Two tries of many, every try of one; a text that shows that the service lives; the good one.
        Assert.Equal(requests, service.Received.Count);
    }

    [Fact]
    public async Task EmbedAsync_ServiceThatFailsForEverything_IsUnavailableUntilItIsBack()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.DiesOf = _ => true;
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        Assert.Contains("(500)", error.Message);
        Assert.Equal(error.Message, embedder.Problem);

        service.DiesOf = null;
        Assert.Single(await embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        Assert.Null(embedder.Problem);
    }

    [Fact]
    public async Task EmbedAsync_NobodyListens_IsUnavailable()
    {
        var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);
        await service.DisposeAsync();

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains("cannot be reached", error.Message);
    }

    [Fact]
    public async Task EmbedAsync_WrongCount_IsNeverTakenForTheTexts()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Change = answer =>
        {
            answer["data"]!.AsArray().RemoveAt(0);
            return answer;
        };
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["one", "two"], EmbedSide.Document, Token));

        Assert.Contains("gave 1 vectors for 2 texts", error.Message);
    }

    [Theory]
    [InlineData(0, "index 0")]
    [InlineData(5, "index 5")]
    [InlineData(-1, "index -1")]
    public async Task EmbedAsync_IndexTwiceOrBeyond_IsRefused(int index, string said)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Change = answer =>
        {
            answer["data"]![1]!["index"] = index;
            return answer;
        };
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => embedder.EmbedAsync(["one", "two"], EmbedSide.Document, Token));

        Assert.Contains(said, error.Message);
    }

    [Fact]
    public async Task EmbedAsync_WrongDimension_NamesBothAndIsNotTriedAgain()
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        service.Dimensions = 16;
        var manifest = RemoteModel.Manifest(service) with { Matryoshka = null };
        await using var embedder = RemoteModel.Create(service, manifest: manifest);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains("16 numbers where 8", error.Message);
        Assert.Single(service.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EmbedAsync_NaN_IsTheTextsFault(bool base64)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Change = answer =>
        {
            var numbers = new float[8];
            numbers[3] = float.NaN;
            answer["data"]![1]!["embedding"] = base64
                ? EmbeddingService.Write(numbers, base64: true)
                : new JsonArray([.. numbers.Select(number => float.IsNaN(number) ? null : (JsonNode)JsonValue.Create(number))]);
            return answer;
        };
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync(["one", "two"], EmbedSide.Document, Token));

        Assert.Contains("text 1", error.Message);
        Assert.Null(embedder.Problem);
    }

    [Theory]
    [InlineData("<html><body>Welcome to the proxy</body></html>")]
    [InlineData("[]")]
    [InlineData("""{"object":"list"}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"####"}]}""")]
    [InlineData("""{"data":[{"index":0}]}""")]
    [InlineData("""{"data":[{"index":"zero","embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":{"a":1}}]}""")]
    [InlineData("")]
    public async Task EmbedAsync_NoListOfEmbeddings_IsUnavailable(string body)
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Change = _ => JsonValue.Create(body);
        await using var embedder = RemoteModel.Create(service);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
    }

    [Fact]
    public async Task EmbedAsync_QueryToASilentService_EndsAtItsDeadlineAndTheNextOnesAtOnce()
    {
        var time = new FakeTimeProvider();
        await using var service = await EmbeddingService.StartAsync(time: time);
        var released = new TaskCompletionSource();
        service.Before = () => released.Task;
        var options = RemoteModel.Options();
        options.QueryTimeout = TimeSpan.FromSeconds(3);
        await using var embedder = RemoteModel.Create(service, options, time: time);
        var from = time.GetUtcNow();

        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => time.RunAsync(embedder.EmbedAsync(["query"], EmbedSide.Query, Token)));
            Assert.Contains("within 3 s", error.Message);
        }

        var asked = service.Received.Count;
        var before = time.GetUtcNow();
        await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["query"], EmbedSide.Query, Token));
        Assert.Equal(asked, service.Received.Count);
        Assert.InRange(before - from, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(12));

        // Passages are not kept away by what searches met.
        released.SetResult();
        Assert.Single(await embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
    }

    [Fact]
    public async Task RecheckAsync_ServiceThatIsBack_EndsTheProblemThoughNobodyEmbeds()
    {
        await using var service = await EmbeddingService.StartAsync();
        var time = new FakeTimeProvider();
        await using var embedder = RemoteModel.Create(service, time: time);
        for (var outage = 1; outage <= 2; outage++)
        {
            service.Next.Enqueue(EmbeddingService.Status(401));
            await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["query"], EmbedSide.Query, Token));
            var asked = service.Received.Count;

            if (outage == 2)
            {
                await embedder.RecheckAsync(Token);
                Assert.Equal(asked, service.Received.Count);
                time.Advance(TimeSpan.FromSeconds(11));
            }

            await embedder.RecheckAsync(Token);
            Assert.Equal(asked + 1, service.Received.Count);
            Assert.Null(embedder.Problem);
            await embedder.RecheckAsync(Token);
            Assert.Equal(asked + 1, service.Received.Count);
        }
    }

    [Fact]
    public async Task EmbedAsync_Cancelled_EndsAsCancelled()
    {
        await using var service = await EmbeddingService.StartAsync();
        using var cancel = new CancellationTokenSource();
        service.Before = async () =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await using var embedder = RemoteModel.Create(service);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, cancel.Token));
        Assert.Null(embedder.Problem);
    }
}
