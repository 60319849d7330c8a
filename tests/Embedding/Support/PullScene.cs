using System.Security.Cryptography;
using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Pull;

namespace Julie.Embedding.Tests.Support;

/// <summary>A hub with a model, and an empty folder for it: a large graph in storage, a small vocabulary, no hash in the manifest.</summary>
internal sealed class PullScene : IAsyncDisposable
{
    public static readonly byte[] Graph = Bytes(300_000, 1);
    public static readonly byte[] Vocabulary = Bytes(2_000, 2);

    private readonly ModelFolder folder = new();
    private readonly HttpMessageInvoker http = PullHttp.Create();

    private PullScene(FakeHub hub) => Hub = hub;

    public FakeHub Hub { get; }

    public List<PullProgress> Progress { get; } = [];

    public InstantTime Time { get; } = new(TimeSpan.FromMinutes(1));

    public string Folder => folder.Folder;

    public JsonObject Json => folder.Json;

    public ModelStore Store => folder.Store;

    public string GraphPath => Path.Combine(Folder, "model.onnx");

    public string VocabularyPath => Path.Combine(Folder, "vocabulary.json");

    public static async Task<PullScene> StartAsync()
    {
        var hub = await FakeHub.StartAsync();
        hub.Large["onnx/model.onnx"] = Graph;
        hub.Small["vocabulary.json"] = Vocabulary;
        var scene = new PullScene(hub);
        scene.folder.Forget();
        scene.Json["files"]![0]!["source"] = "onnx/model.onnx";
        scene.folder.Save();
        File.Delete(scene.GraphPath);
        File.Delete(scene.VocabularyPath);
        return scene;
    }

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public Task<PullResult> PullAsync(string? token = null, bool force = false, string prefix = "", TimeProvider? time = null, TimeSpan? idle = null)
        => new ModelPuller(
            http,
            new PullOptions
            {
                Hub = new Uri(Hub.Address, prefix), Token = token, Force = force, Attempts = 4, IdleTimeout = idle ?? TimeSpan.FromMinutes(1),
            },
            time ?? Time)
        .PullAsync(Store.Load(ModelFolder.Id), Add, TestContext.Current.CancellationToken);

    public void Save() => folder.Save();

    /// <summary>The files are in place, right, pinned, and nothing else is left.</summary>
    public void AssertComplete()
    {
        Assert.Equal(Graph, File.ReadAllBytes(GraphPath));
        Assert.Equal(Vocabulary, File.ReadAllBytes(VocabularyPath));
        Store.Load(ModelFolder.Id).VerifyAll();
        Assert.Equal(
            [".pull.lock", "model.json", "model.lock.json", "model.onnx", "vocabulary.json"],
            Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing that could be taken for the graph is in place.</summary>
    public void AssertNoGraph()
    {
        Assert.False(File.Exists(GraphPath));
        Assert.Throws<ModelFileException>(() => Store.Load(ModelFolder.Id).VerifyAll());
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    private void Add(PullProgress progress)
    {
        lock (Progress)
        {
            Progress.Add(progress);
        }
    }
}
