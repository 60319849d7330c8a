using System.Text;

using Julie.Embedding.Pull;
using Julie.Embedding.Tests.Support;

using Microsoft.AspNetCore.Http;

namespace Julie.Embedding.Tests.Pull;

public sealed class BrokenHubTests
{
    [Fact]
    public async Task Pull_ConnectionCutInTheMiddle_GoesOnWhereItStopped()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Cuts.Enqueue(100_000);
        scene.Hub.Cuts.Enqueue(50_000);

        await scene.PullAsync();

        scene.AssertComplete();
        Assert.Equal(
            ["", "bytes=100000-", "bytes=150000-"],
            scene.Hub.Requests.Where(r => r is { Server: "storage", Method: "GET" }).Select(r => r.Range));
    }

    [Fact]
    public async Task Pull_CutTooOften_KeepsThePartAndTheNextPullGoesOn()
    {
        await using var scene = await PullScene.StartAsync();
        foreach (var cut in (int[])[100_000, 0, 0, 0, 0])
        {
            scene.Hub.Cuts.Enqueue(cut);
        }

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());
        Assert.Equal(PullFailure.Unreachable, error.Failure);
        Assert.Equal(100_000, new FileInfo(scene.GraphPath + ".partial").Length);
        scene.AssertNoGraph();

        scene.Hub.Cuts.Clear();
        scene.Hub.Requests.Clear();
        await scene.PullAsync();

        scene.AssertComplete();
        Assert.Equal("bytes=100000-", Assert.Single(scene.Hub.Requests, r => r is { Server: "storage", Method: "GET" }).Range);
    }

    [Fact]
    public async Task Pull_RangesIgnored_StartsAgain()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.IgnoresRange = true;
        scene.Hub.Cuts.Enqueue(100_000);

        await scene.PullAsync();

        scene.AssertComplete();
    }

    [Fact]
    public async Task Pull_RangesIgnoredAndCutAtTheSamePlaceForEver_Ends()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.IgnoresRange = true;
        Enumerable.Repeat(100_000, 20).ToList().ForEach(scene.Hub.Cuts.Enqueue);

        Assert.Equal(PullFailure.Unreachable, (await Assert.ThrowsAsync<PullException>(() => scene.PullAsync())).Failure);
        scene.AssertNoGraph();
    }

    [Fact]
    public async Task Pull_FileChangedBetweenTwoParts_StartsAgain()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Cuts.Enqueue(100_000);
        Enumerable.Repeat(0, 3).ToList().ForEach(scene.Hub.Cuts.Enqueue);
        await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        var changed = PullScene.Bytes(300_000, 9);
        scene.Hub.Large["onnx/model.onnx"] = changed;
        scene.Hub.StorageTag = "\"storage-2\"";
        scene.Hub.Cuts.Clear();
        await scene.PullAsync();

        Assert.Equal(changed, File.ReadAllBytes(scene.GraphPath));
    }

    [Fact]
    public async Task Pull_PartOfAnotherFileUnderTheSameTag_IsNeverTaken()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Cuts.Enqueue(100_000);
        Enumerable.Repeat(0, 3).ToList().ForEach(scene.Hub.Cuts.Enqueue);
        await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        // The part is damaged on disk: the hash of the whole tells, and it is fetched from the start.
        using (var part = File.OpenWrite(scene.GraphPath + ".partial"))
        {
            part.Write([0, 0, 0, 0]);
        }

        scene.Hub.Cuts.Clear();
        await scene.PullAsync();

        scene.AssertComplete();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Pull_SizeThatIsALie_IsRefused(int lie)
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.SizeLie = lie;

        await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        scene.AssertNoGraph();
    }

    [Fact]
    public async Task Pull_WrongBytes_AreRefusedAndNotKept()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Sent = bytes => [.. bytes[..^1], (byte)~bytes[^1]];

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.WrongContent, error.Failure);
        scene.AssertNoGraph();
        Assert.False(File.Exists(scene.GraphPath + ".partial"));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    public async Task Pull_HtmlPageWithStatus200_IsRefused(string type)
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(async context =>
        {
            context.Response.ContentType = type;
            var page = Encoding.UTF8.GetBytes("\n<!DOCTYPE html><title>Sign in</title>");
            context.Response.ContentLength = page.Length;
            if (context.Request.Method != "HEAD")
            {
                await context.Response.Body.WriteAsync(page, context.RequestAborted);
            }

            return true;
        });

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.WrongContent, error.Failure);
        Assert.Contains("HTML", error.Problem);
        scene.AssertNoGraph();
    }

    [Fact]
    public async Task Pull_NoSuchFile_NamesFileAndRevision()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Large.Clear();

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.NotFound, error.Failure);
        Assert.Contains("onnx/model.onnx at revision main", error.Problem);
        Assert.Contains("EntryNotFound", error.Problem);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Pull_BusyHub_IsGivenThePauseThatItAsksFor(int status)
    {
        await using var scene = await PullScene.StartAsync();
        var left = 2;
        scene.Hub.Before.Add(context =>
        {
            if (left-- <= 0)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "17";
            return Task.FromResult(true);
        });

        await scene.PullAsync();

        scene.AssertComplete();
        Assert.Equal([17, 17], scene.Time.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Pull_ServerErrorForEver_EndsAfterItsTries()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        });

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Equal(PullFailure.Unreachable, error.Failure);
        Assert.Equal(4, scene.Hub.Requests.Count);
        Assert.True(scene.Time.Pauses[2] > scene.Time.Pauses[0]);
    }

    [Fact]
    public async Task Pull_HubThatFallsSilent_IsGivenUp()
    {
        await using var scene = await PullScene.StartAsync();
        var first = true;
        scene.Hub.Before.Add(async context =>
        {
            if (!first || context.Request.Method == "HEAD")
            {
                return false;
            }

            first = false;
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        });

        await scene.PullAsync(time: TimeProvider.System, idle: TimeSpan.FromMilliseconds(300));

        scene.AssertComplete();
        Assert.Contains(scene.Progress, progress => progress.Note?.Contains("fell silent", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Pull_MirrorThatDeclaresNothing_IsCheckedBySizeAndPinned()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.DeclaresNothing = true;

        var result = await scene.PullAsync();

        scene.AssertComplete();
        Assert.All(result.Files, file => Assert.Equal(PullCheck.SizeOnly, file.Checked));
        Assert.Null(result.Commit);
    }

    [Fact]
    public async Task Pull_NeitherSizeNorHash_IsRefused()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(async context =>
        {
            if (context.Request.Method != "HEAD")
            {
                await context.Response.Body.WriteAsync(PullScene.Graph, context.RequestAborted); // chunked: no length
            }

            return true;
        });

        var error = await Assert.ThrowsAsync<PullException>(() => scene.PullAsync());

        Assert.Contains("neither its size nor its hash", error.Problem);
        scene.AssertNoGraph();
    }

    [Fact]
    public async Task Pull_HeadNotAllowed_FetchesAllTheSame()
    {
        await using var scene = await PullScene.StartAsync();
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 405;
            return Task.FromResult(context.Request.Method == "HEAD");
        });

        // The answer above is only for HEAD: others start with a clean status.
        scene.Hub.Before.Add(context =>
        {
            context.Response.StatusCode = 200;
            return Task.FromResult(false);
        });

        await scene.PullAsync();

        scene.AssertComplete();
    }
}
