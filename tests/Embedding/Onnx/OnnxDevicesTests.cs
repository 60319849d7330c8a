using Julie.Embedding.Onnx;
using Julie.Embedding.Tests.Support;

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

    [Fact]
    public void Open_Cpu_IsCpu()
    {
        using var folder = new ModelFolder();

        Assert.Equal("cpu", Open(folder, EmbeddingDevice.Cpu));
    }

    private static string Open(ModelFolder folder, EmbeddingDevice device)
    {
        var devices = new OnnxDevices(new EmbeddingOptions { Device = device }, NullLogger.Instance);
        var (session, opened) = devices.Open(folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"), ModelFolder.Id);
        session.Dispose();
        return opened.Name;
    }
}
