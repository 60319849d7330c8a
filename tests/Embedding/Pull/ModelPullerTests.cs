using Julie.Embedding.Manifest;
using Julie.Embedding.Pull;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Pull;

public sealed class ModelPullerTests
{
    [Fact]
    public async Task Pull_EmptyFolder_FetchesChecksAndPins()
    {
        await using var scene = await PullScene.StartAsync();

        var result = await scene.PullAsync();

        scene.AssertComplete();
        Assert.Equal(FakeHub.Commit, result.Commit);
        Assert.Equal(
            [
                new("model.onnx", PullScene.Hash(PullScene.Graph), 300_000, Fetched: true, PullCheck.HubSha256),
                new PulledFile("vocabulary.json", PullScene.Hash(PullScene.Vocabulary), 2_000, Fetched: true, PullCheck.HubGitBlob),
            ],
            result.Files);
        Assert.Equal(PullScene.Hash(PullScene.Graph), scene.Store.Load(ModelFolder.Id).Pin().Files[0].Sha256);
        Assert.Equal((302_000, 302_000), (scene.Progress[^1].Done, scene.Progress[^1].Total));
    }

    [Fact]
    public async Task Pull_CompleteModel_AsksNobody()
    {
        await using var scene = await PullScene.StartAsync();
        await scene.PullAsync();
        scene.Hub.Requests.Clear();

        var result = await scene.PullAsync();

        Assert.All(result.Files, file => Assert.False(file.Fetched));
        Assert.Empty(scene.Hub.Requests);
    }

    [Fact]
    public async Task Pull_AllFiles_AreOfOneCommit()
    {
        await using var scene = await PullScene.StartAsync();

        await scene.PullAsync();

        Assert.All(scene.Hub.Requests.Skip(1).Where(r => r.Server == "hub" && r.Method == "GET"), r => Assert.Contains($"/resolve/{FakeHub.Commit}/", r.Path));
    }

    [Fact]
    public async Task Pull_BranchWithASlash_IsOnePartOfTheAddress()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Json["source"]!["revision"] = "refs/pr/3";
        scene.Save();
        scene.Hub.Revision = "refs%2Fpr%2F3";

        await scene.PullAsync();

        scene.AssertComplete();
    }

    [Fact]
    public async Task Pull_MirrorWithAPathPrefix_KeepsIt()
    {
        await using var scene = await PullScene.StartAsync();

        await scene.PullAsync(prefix: "/artifacts/api/huggingface/");

        scene.AssertComplete();
        Assert.StartsWith("/artifacts/api/huggingface/example/tiny/resolve/main/", scene.Hub.Requests[0].Path);
    }

    [Fact]
    public async Task Pull_OneByteOnDiskChanged_IsMendedUnasked()
    {
        await using var scene = await PullScene.StartAsync();
        await scene.PullAsync();
        var bytes = File.ReadAllBytes(scene.GraphPath);
        bytes[77] ^= 1;
        File.WriteAllBytes(scene.GraphPath, bytes);

        var result = await scene.PullAsync();

        scene.AssertComplete();
        Assert.Equal([true, false], result.Files.Select(file => file.Fetched));
    }

    [Fact]
    public async Task Pull_RightFilePutThereByHand_IsKeptAndPinned()
    {
        await using var scene = await PullScene.StartAsync();
        File.WriteAllBytes(scene.GraphPath, PullScene.Graph);

        var result = await scene.PullAsync();

        scene.AssertComplete();
        Assert.False(result.Files[0].Fetched);
        Assert.DoesNotContain(scene.Hub.Requests, r => r.Server == "storage" && r.Method == "GET");
    }

    [Fact]
    public async Task Pull_OtherFilePutThereByHand_IsReplacedByForceOnly()
    {
        await using var scene = await PullScene.StartAsync();
        File.WriteAllBytes(scene.GraphPath, [1, 2, 3]);

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());
        Assert.Equal(PullFailure.Local, error.Failure);
        Assert.Contains("--force", error.Remedy);
        Assert.Equal(3, new FileInfo(scene.GraphPath).Length);

        await scene.PullAsync(force: true);
        scene.AssertComplete();
    }

    [Fact]
    public async Task Pull_ManifestWithANewRevision_ReplacesWhatAnEarlierPullPut()
    {
        await using var scene = await PullScene.StartAsync();
        await scene.PullAsync();
        scene.Json["source"]!["revision"] = "v2";
        scene.Save();
        scene.Hub.Revision = "v2";
        var changed = PullScene.Bytes(300_000, 9);
        scene.Hub.Large["onnx/model.onnx"] = changed;

        Assert.Contains("v2", Assert.Throws<ModelFileException>(scene.Store.Load(ModelFolder.Id).Pin).Message);
        await scene.PullAsync();

        Assert.Equal(changed, File.ReadAllBytes(scene.GraphPath));
        scene.Store.Load(ModelFolder.Id).VerifyAll();
    }

    [Fact]
    public async Task Pull_HashInTheManifest_OutranksTheHub()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Json["files"]![0]!["sha256"] = new string('a', 64);
        scene.Save();

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.WrongContent, error.Failure);
        Assert.Contains(new string('a', 64), error.Problem);
        scene.AssertNoGraph();
        Assert.False(File.Exists(scene.GraphPath + ".partial"));
    }

    [Fact]
    public async Task Pull_FileThatIsExported_IsLeftOutAndNamed()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Json["files"]![0]!["exported"] = true;
        scene.Save();

        var result = await scene.PullAsync();

        Assert.Equal(["model.onnx"], result.ToExport);
        Assert.Equal("vocabulary.json", Assert.Single(result.Files).Path);
        Assert.Contains("models/export", Assert.Throws<ModelFileException>(() => scene.Store.Load(ModelFolder.Id).VerifyAll()).Remedy);
    }

    [Fact]
    public async Task Pull_NoSource_SaysSo()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Json.Remove("source");
        scene.Save();

        Assert.Equal(PullFailure.NoSource, (await Assert.ThrowsAsync<PullException>(() => scene.PullAsync())).Failure);
    }

    [Fact]
    public async Task Pull_TwoAtTheSameTime_TheSecondWaitsAndFindsItDone()
    {
        await using var scene = await PullScene.StartAsync();

        // Two handles on the lock file exclude each other within a process as over processes.
        var results = await Task.WhenAll(
            scene.PullAsync(time: TimeProvider.System), scene.PullAsync(time: TimeProvider.System), scene.PullAsync(time: TimeProvider.System));

        scene.AssertComplete();
        Assert.Equal(1, results.Count(result => result.Files.All(file => file.Fetched)));
        Assert.Equal(2, results.Count(result => result.Files.All(file => !file.Fetched)));
        Assert.Single(scene.Hub.Requests, r => r is { Server: "storage", Method: "GET" });
        Assert.Contains(scene.Progress, progress => progress.Note?.Contains("another pull", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Pull_DirectoryInTheWayOfAFile_NamesIt()
    {
        await using var scene = await PullScene.StartAsync();
        Directory.CreateDirectory(scene.GraphPath);

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.Local, error.Failure);
        Assert.Contains("tiny", error.Problem);
    }
}
