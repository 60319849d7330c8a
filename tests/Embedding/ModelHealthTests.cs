using Julie.Embedding.Manifest;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Julie.Embedding.Tests;

/// <summary>What <c>/health</c> says of the configured model while its files go wrong and are mended, in one process.</summary>
public sealed class ModelHealthTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(ModelsDirectory.Find("models"), "julie-static-v2");
    private readonly string directory = Directory.CreateTempSubdirectory("julie-health-").FullName;
    private readonly string folder;

    public ModelHealthTests()
    {
        folder = Directory.CreateDirectory(Path.Combine(directory, "julie-static-v2")).FullName;
        foreach (var file in (string[])["model.json", "model.onnx", "vocab.txt"])
        {
            File.Copy(Path.Combine(Shipped, file), Path.Combine(folder, file));
        }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Health_FileMissingThenCorruptThenMended_SaysSoAndGoesOnWithoutARestart()
    {
        await using var provider = Start();
        var graph = Path.Combine(folder, "model.onnx");
        File.Delete(graph);

        var missing = await CheckAsync(provider);
        Assert.Equal(HealthStatus.Unhealthy, missing.Status);
        Assert.Contains($"{graph}: is missing", missing.Description);
        Assert.Contains("git checkout -- models/julie-static-v2/model.onnx", missing.Description);

        var bytes = File.ReadAllBytes(Path.Combine(Shipped, "model.onnx"));
        bytes[1000] ^= 1;
        File.WriteAllBytes(graph, bytes);
        Assert.Contains("is corrupt", (await CheckAsync(provider)).Description);

        File.Copy(Path.Combine(Shipped, "model.onnx"), graph, overwrite: true);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(provider)).Status);
    }

    [Fact]
    public async Task Health_ManifestWrongThenMended_GoesOnWithoutARestart()
    {
        await using var provider = Start();
        var manifest = Path.Combine(folder, "model.json");
        var good = File.ReadAllText(manifest);

        // A manifest whose dimension disagrees with the model is found when the graph is opened.
        File.WriteAllText(manifest, good.Replace("\"dimensions\": 256", "\"dimensions\": 255", StringComparison.Ordinal));
        await using (var wrong = Start())
        {
            var report = await CheckAsync(wrong);
            Assert.Equal(HealthStatus.Unhealthy, report.Status);
            Assert.Contains("256 where its manifest says 255", report.Description);
        }

        File.WriteAllText(manifest, "{");
        Assert.Contains("model.json: cannot be read", (await CheckAsync(provider)).Description);

        File.WriteAllText(manifest, good);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(provider)).Status);
    }

    /// <summary>As a service would at its start, on the folder of this test.</summary>
    private ServiceProvider Start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Julie:Embedding:ModelsDirectory"] = directory, ["Julie:Embedding:Device"] = "cpu" }).Build();
        var services = new ServiceCollection().AddLogging().AddEmbedding(configuration);
        services.AddHealthChecks().AddEmbedding();
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider provider) =>
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["embedding"];
}
