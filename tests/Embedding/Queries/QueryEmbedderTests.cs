using Julie.Embedding.Queries;

using Microsoft.Extensions.Options;

namespace Julie.Embedding.Tests.Queries;

public sealed class QueryEmbedderTests
{
    private readonly GatedModel model = new();
    private readonly QueryEmbedder queries;

    public QueryEmbedderTests() => queries = new QueryEmbedder(model, Options.Create(new EmbeddingOptions { QueryCache = 2 }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbedAsync_SameQueryAgain_IsComputedOnce()
    {
        model.Open();

        Assert.Same(await queries.EmbedAsync(1, "open a socket", Token), await queries.EmbedAsync(1, "  open a socket\n", Token));
        Assert.Single(model.Asked);
    }

    [Fact]
    public async Task EmbedAsync_SameQueryInAnotherSpace_IsAnotherVector()
    {
        model.Open();

        var first = await queries.EmbedAsync(1, "open a socket", Token);
        var second = await queries.EmbedAsync(2, "open a socket", Token);

        Assert.NotEqual(first, second);
        Assert.Equal([(1, "open a socket"), (2, "open a socket")], model.Asked);
    }

    [Fact]
    public async Task EmbedAsync_EqualQueriesAtOneTime_ShareOneInference()
    {
        Task<float[]>[] together = [.. Enumerable.Range(0, 50).Select(_ => queries.EmbedAsync(1, "open a socket", Token).AsTask())];
        var other = queries.EmbedAsync(1, "close it", Token);
        model.Open();

        var vectors = await Task.WhenAll(together);
        await other;

        Assert.All(vectors, vector => Assert.Same(vectors[0], vector));
        Assert.Equal(2, model.Asked.Count);
    }

    [Fact]
    public async Task EmbedAsync_FirstCallerLeaves_TheOthersStillGetTheirs()
    {
        using var leave = new CancellationTokenSource();
        var first = queries.EmbedAsync(1, "open a socket", leave.Token).AsTask();
        var second = queries.EmbedAsync(1, "open a socket", Token);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        model.Open();

        Assert.NotNull(await second);
        Assert.Single(model.Asked);
    }

    [Fact]
    public async Task EmbedAsync_Failure_IsSharedButNotKept()
    {
        model.Failure = new ModelUnavailableException("away");
        var first = queries.EmbedAsync(1, "open a socket", Token).AsTask();
        var second = queries.EmbedAsync(1, "open a socket", Token).AsTask();
        model.Open();
        await Assert.ThrowsAsync<ModelUnavailableException>(() => first);
        await Assert.ThrowsAsync<ModelUnavailableException>(() => second);

        model.Failure = null;

        Assert.NotNull(await queries.EmbedAsync(1, "open a socket", Token));
        Assert.Equal(2, model.Asked.Count);
    }

    private sealed class GatedModel : IQueryModel
    {
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<(long Space, string Text)> Asked { get; } = [];

        public Exception? Failure { get; set; }

        public void Open() => open.SetResult();

        public async Task<float[]> EmbedAsync(long space, string text, CancellationToken cancellationToken)
        {
            Asked.Add((space, text));
            await open.Task.WaitAsync(cancellationToken);
            return Failure is null ? [space, text.Length] : throw Failure;
        }
    }
}
