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
    public void Pin_HashesInTheManifest_NeedsNoFile()
    {
        using var folder = new ModelFolder();
        File.Delete(Path.Combine(folder.Folder, "model.onnx"));

        Assert.All(folder.Store.Load(ModelFolder.Id).Pin().Files, file => Assert.NotNull(file.Sha256));
    }

    [Fact]
    public void Pin_HashNowhere_IsTheFilesOwn()
    {
        using var folder = new ModelFolder();
        var expected = (string)folder.Json["files"]![0]!["sha256"]!;
        folder.Forget();

        Assert.Equal(expected, folder.Store.Load(ModelFolder.Id).Pin().Files[0].Sha256);
    }

    [Fact]
    public void Pin_HashNowhereAndNoFile_NamesTheCommandAndIsMendedWithoutARestart()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        var file = Path.Combine(folder.Folder, "model.onnx");
        File.Move(file, file + ".away");
        var model = folder.Store.Load(ModelFolder.Id);

        var error = Assert.Throws<ModelFileException>(model.Pin);
        Assert.Equal(file, error.File);
        Assert.Contains("./julie models pull tiny", error.Remedy);

        File.Move(file + ".away", file);
        Assert.NotNull(model.Pin().Files[0].Sha256);
    }

    [Fact]
    public void PathOf_FileReplacedAfterItsSpaceWasMade_IsRefused()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        var model = folder.Store.Load(ModelFolder.Id);
        var file = Path.Combine(folder.Folder, "model.onnx");
        var original = File.ReadAllBytes(file);
        model.Pin();

        File.WriteAllBytes(file, [.. original, 0]);
        Assert.Contains("another file", Assert.Throws<ModelFileException>(() => model.PathOf("model.onnx")).Message);

        File.WriteAllBytes(file, original);
        Assert.Equal(file, model.PathOf("model.onnx"));
    }

    [Fact]
    public void PathOf_FileDamagedAfterItWasRead_IsFound()
    {
        using var folder = new ModelFolder();
        var model = folder.Store.Load(ModelFolder.Id);
        model.VerifyAll();

        File.WriteAllText(Path.Combine(folder.Folder, "vocabulary.json"), "[1]");

        Assert.Throws<ModelFileException>(model.VerifyAll);
    }

    [Fact]
    public void Pin_LockFile_GivesItsHashWithoutTheFile()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        folder.Lock("main", ("model.onnx", new string('a', 64), 7));
        File.Delete(Path.Combine(folder.Folder, "model.onnx"));

        Assert.Equal(new string('a', 64), folder.Store.Load(ModelFolder.Id).Pin().Files[0].Sha256);
    }

    [Fact]
    public void PathOf_FileThatIsNotWhatTheLockSays_IsRefused()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        folder.Lock("main", ("model.onnx", new string('a', 64), TinyModel.PerToken().Length));

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id).PathOf("model.onnx"));

        Assert.Contains("corrupt", error.Message);
        Assert.Contains("model.lock.json", error.Message);
    }

    [Fact]
    public void Pin_LockOfAnotherRevision_SaysToPullAgain()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        folder.Lock("v1", ("model.onnx", new string('a', 64), 7));

        var error = Assert.Throws<ModelFileException>(folder.Store.Load(ModelFolder.Id).Pin);

        Assert.Contains("example/tiny at v1", error.Message);
        Assert.Contains("./julie models pull tiny", error.Remedy);
    }

    [Fact]
    public void Pin_LockThatIsNoJson_NamesIt()
    {
        using var folder = new ModelFolder();
        folder.Forget();
        File.WriteAllText(Path.Combine(folder.Folder, "model.lock.json"), "{");

        Assert.EndsWith("model.lock.json", Assert.Throws<ModelFileException>(folder.Store.Load(ModelFolder.Id).Pin).File);
    }

    [Fact]
    public void PathOf_FileThatTheManifestDoesNotList_IsRefused()
    {
        using var folder = new ModelFolder();

        Assert.Throws<ArgumentException>(() => folder.Store.Load(ModelFolder.Id).PathOf("model.json"));
    }
}
