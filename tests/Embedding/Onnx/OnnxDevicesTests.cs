using Julie.Embedding.Batching;
using Julie.Embedding.Onnx;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Julie.Embedding.Tests.Onnx;

public sealed class OnnxDevicesTests
{
    private static bool HasGpu => GpuLibraries.Missing(EmbeddingDevice.Cuda) is null;

    [Theory]
    [InlineData(EmbeddingDevice.Cuda, "cuda")]
    [InlineData(EmbeddingDevice.TensorRt, "tensorrt")]
    public void Open_DeviceAskedForByNameThatIsNotThere_IsAnErrorAndNoFallback(EmbeddingDevice device, string name)
    {
        Assert.SkipWhen(HasGpu, "this machine has a GPU");
        using var folder = new ModelFolder();

        var error = Assert.Throws<DeviceUnavailableException>(() => Open(folder, device));

        Assert.Contains($"Julie:Embedding:Device is '{name}'", error.Message);
    }

    [Fact]
    public void Open_Auto_SaysWhichDeviceItReallyGot()
    {
        using var folder = new ModelFolder();

        Assert.Equal(HasGpu ? "cuda" : "cpu", Open(folder, EmbeddingDevice.Auto));
    }

    /// <summary>The fall to the processor is loud: in the log when it happens, and in health for as long as it lasts.</summary>
    [Fact]
    public async Task Open_AutoWithoutAGpu_LogsWhyAndHealthRepeatsIt()
    {
        Assert.SkipWhen(HasGpu, "this machine has a GPU");
        using var folder = new ModelFolder();
        var logger = new ListLogger();
        var why = GpuLibraries.Missing(EmbeddingDevice.Cuda)!;

        var (session, device) = new OnnxDevices(new EmbeddingOptions(), logger).Open(folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"), ModelFolder.Id);
        session.Dispose();

        Assert.Equal($"not cuda: {why}", device.Note);
        Assert.Contains(logger.Messages, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains($"does not run on cuda: {why}", StringComparison.Ordinal));
        Assert.Contains(logger.Messages, line => line.Contains("runs on cpu (asked for: auto)", StringComparison.Ordinal));
        var health = await HealthAsync(EmbeddingDevice.Auto);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains($"on cpu (not cuda: {why})", health.Description);
    }

    [Theory]
    [InlineData(EmbeddingDevice.Cuda)]
    [InlineData(EmbeddingDevice.TensorRt)]
    public async Task Health_DeviceAskedForByNameThatIsNotThere_IsUnhealthyAndNamesTheSetting(EmbeddingDevice device)
    {
        Assert.SkipWhen(HasGpu, "this machine has a GPU");

        var health = await HealthAsync(device);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("Julie:Embedding:Device", health.Description);
    }

    [Theory]
    [InlineData("Non-zero status code returned while running ReduceSum node. onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 939524096", true)]
    [InlineData("CUDA failure 2: out of memory ; GPU=0", true)]
    [InlineData("CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED", true)]
    [InlineData("CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED", true)]
    [InlineData("std::bad_alloc", true)]
    [InlineData("CUDA failure 700: an illegal memory access was encountered", false)]
    [InlineData("Non-zero status code returned while running MatMul node", false)]
    public void IsMeantBy_WordsOfTheRuntime_OnlyAFullDevice(string message, bool full) => Assert.Equal(full, DeviceMemoryException.IsMeantBy(message));

    [Fact]
    public void Open_Cpu_IsCpu()
    {
        using var folder = new ModelFolder();

        Assert.Equal("cpu", Open(folder, EmbeddingDevice.Cpu));
    }

    private static async Task<HealthReportEntry> HealthAsync(EmbeddingDevice device)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Julie:Embedding:Device", device.ToString())]).Build();
        var services = new ServiceCollection().AddLogging().AddEmbedding(configuration);
        services.AddHealthChecks().AddEmbedding();
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["embedding"];
    }

    private static string Open(ModelFolder folder, EmbeddingDevice device)
    {
        var devices = new OnnxDevices(new EmbeddingOptions { Device = device }, NullLogger.Instance);
        var (session, opened) = devices.Open(folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"), ModelFolder.Id);
        session.Dispose();
        return opened.Name;
    }
}
