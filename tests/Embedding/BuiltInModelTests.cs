using System.Numerics.Tensors;

using Julie.Embedding.Manifest;
using Julie.Embedding.Queries;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Embedding.Tests;

/// <summary>The model that the project ships, as a service loads it.</summary>
public sealed class BuiltInModelTests : IAsyncLifetime
{
    private const string ReadLines =
        """
        csharp
        public static string[] ReadAllLines(string path)
        {
            using var reader = new StreamReader(path);
            var lines = new List<string>();
            while (reader.ReadLine() is { } line)
                lines.Add(line);
            return lines.ToArray();
        }
        """;

    private const string Multiply =
        """
        python
        def matmul(a, b):
            return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]
        """;

    private readonly EmbedderSource source;
    private readonly QueryEmbedder queries;
    private IEmbedder embedder = null!;

    public BuiltInModelTests()
    {
        var options = Options.Create(new EmbeddingOptions { Device = EmbeddingDevice.Cpu });
        source = new EmbedderSource(
            new EmbedderFactory(new ModelStore(options), options, TestEmbedder.Telemetry, NullLogger<EmbedderFactory>.Instance), options,
            NullLogger<EmbedderSource>.Instance);
        queries = new QueryEmbedder(new LocalQueryModel(source), options);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => embedder = await source.GetAsync(Token);

    [Fact]
    public async Task EmbedAsync_SameTextAloneAndAmongLongerOnes_IsTheSameVectorOfLengthOne()
    {
        string[] texts = [Multiply, ReadLines, "x", string.Concat(Enumerable.Repeat(ReadLines, 40))];

        var together = await embedder.EmbedAsync(texts, EmbedSide.Document, Token);

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = (await embedder.EmbedAsync([texts[i]], EmbedSide.Document, Token))[0];
            Assert.Equal(embedder.Manifest.Dimensions, alone.Length);
            Assert.Equal(1, TensorPrimitives.Norm(alone.Span), 1e-4);
            Assert.True(TensorPrimitives.Distance(alone.Span, together[i].Span) < 1e-5);
        }
    }

    [Fact]
    public async Task EmbedAsync_SameTextTwice_IsTheSameToTheBit()
    {
        var first = (await embedder.EmbedAsync([ReadLines], EmbedSide.Document, Token))[0].ToArray();

        Assert.Equal(first, (await embedder.EmbedAsync([ReadLines], EmbedSide.Document, Token))[0].ToArray());
    }

    [Fact]
    public async Task EmbedAsync_QueryAndDocument_AreTwoSides()
    {
        var document = (await embedder.EmbedAsync([ReadLines], EmbedSide.Document, Token))[0];
        var query = (await embedder.EmbedAsync([ReadLines], EmbedSide.Query, Token))[0];

        Assert.True(TensorPrimitives.Distance(document.Span, query.Span) > 1e-3);
    }

    [Theory]
    [InlineData("read every line of a file into a list", 0)]
    [InlineData("product of two matrices", 1)]
    public async Task EmbedAsync_QueryInWords_IsNearestToItsCode(string query, int nearest)
    {
        var documents = await embedder.EmbedAsync([ReadLines, Multiply], EmbedSide.Document, Token);
        var vector = await queries.EmbedAsync(1, query, Token);

        var scores = documents.Select(document => TensorPrimitives.Dot(document.Span, vector)).ToArray();

        Assert.True(scores[nearest] > scores[1 - nearest], $"{scores[0]} and {scores[1]}");
    }

    [Fact]
    public async Task QueryEmbedAsync_SameQueryAgain_IsNotComputedAgain()
        => Assert.Same(await queries.EmbedAsync(1, "open a socket", Token), await queries.EmbedAsync(1, " open a socket ", Token));

    [Fact]
    public void List_EveryShippedManifest_IsValidAndItsShippedFilesAreWhatItSays()
    {
        var store = new ModelStore("models");

        Assert.Contains(store.List(), model => model.Id == new EmbeddingOptions().Model);
        store.Load(new EmbeddingOptions().Model).VerifyAll();
    }

    [Fact]
    public async Task GetAsync_ModelMendedAfterAnError_LoadsWithoutARestart()
    {
        var shipped = new ModelStore("models").Load(new EmbeddingOptions().Model);
        var directory = Directory.CreateTempSubdirectory("julie-models-");
        try
        {
            var folder = directory.CreateSubdirectory(shipped.Manifest.Id);
            foreach (var file in Directory.EnumerateFiles(shipped.Folder))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            var graph = Path.Combine(folder.FullName, shipped.Manifest.Onnx!.File);
            File.Move(graph, graph + ".away");
            var options = Options.Create(new EmbeddingOptions { ModelsDirectory = directory.FullName, Device = EmbeddingDevice.Cpu });
            await using var mended = new EmbedderSource(
                new EmbedderFactory(new ModelStore(options), options, TestEmbedder.Telemetry, NullLogger<EmbedderFactory>.Instance), options,
                NullLogger<EmbedderSource>.Instance);

            await Assert.ThrowsAsync<ModelFileException>(() => mended.GetAsync(Token).AsTask());
            Assert.Contains(graph, mended.Problem);
            File.Move(graph + ".away", graph);

            Assert.Equal("cpu", (await mended.GetAsync(Token)).Device);
            Assert.Null(mended.Problem);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
