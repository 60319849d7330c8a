using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Manifest;

public sealed class StoredModelTests
{
    [Fact]
    public void PathOf_GoodFile_GivesItsPath()
    {
        using var folder = new ModelFolder();

        Assert.Equal(Path.Combine(folder.Folder, "model.onnx"), folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"));
    }

    [Fact]
    public void PathOf_OneByteChanged_SaysCorruptAndHowToMend()
    {
        using var folder = new ModelFolder();
        var file = Path.Combine(folder.Folder, "model.onnx");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"));

        Assert.Contains("corrupt", error.Message);
        Assert.Contains("git checkout -- models/tiny/model.onnx", error.Remedy);
    }

    [Fact]
    public void VerifyAll_FileCutShort_NamesItsSize()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(Path.Combine(folder.Folder, "vocabulary.json"), "[");

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id).VerifyAll());

        Assert.Contains("has 1 bytes where its manifest says 2", error.Message);
    }

    [Fact]
    public void PathOf_FileMendedAfterAnError_IsTakenWithoutARestart()
    {
        using var folder = new ModelFolder();
        var model = folder.Store.Load(ModelFolder.Id);
        var file = Path.Combine(folder.Folder, "model.onnx");
        File.Move(file, file + ".away");
        Assert.Contains("is missing", Assert.Throws<ModelFileException>(() => model.PathOf("model.onnx")).Message);

        File.Move(file + ".away", file);

        Assert.Equal(file, model.PathOf("model.onnx"));
    }

    [Fact]
    public void PathOf_FileThatTheManifestDoesNotList_IsRefused()
    {
        using var folder = new ModelFolder();

        Assert.Throws<ArgumentException>(() => folder.Store.Load(ModelFolder.Id).PathOf("model.json"));
    }
}
