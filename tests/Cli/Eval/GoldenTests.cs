using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests.Eval;

public sealed class GoldenTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-golden-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Golden_ShowsWhatIsFoundOtherwise_AndWritesItWhenAsked()
    {
        string file = Path.Combine(folder, "golden.txt");
        await File.WriteAllTextAsync(file, "# mine\n\n? retry later\nacme/gone.go:1-2\n", Token);
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run differs = await Run.AgainstAsync(api, "eval", "golden", file);
        Run updated = await Run.AgainstAsync(api, "eval", "golden", file, "--update");
        Run same = await Run.AgainstAsync(api, "eval", "golden", file);

        Assert.Equal((ExitCodes.Nothing, ExitCodes.Ok, ExitCodes.Ok), (differs.Code, updated.Code, same.Code));
        Assert.Contains("1 ->  -  acme/gone.go:1-2", differs.Out, StringComparison.Ordinal);
        Assert.Contains("- ->  1  ", differs.Out, StringComparison.Ordinal);
        Assert.Contains("run this with --update", differs.Out, StringComparison.Ordinal);
        Assert.Contains("1 of 1 queries find what they found", same.Out, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(file, Token);
        Assert.Equal(["# mine", "", "? retry later"], lines[..3]);
        Assert.DoesNotContain("acme/gone.go:1-2", lines);
        Assert.Equal(4, lines.Length);
    }

    [Theory]
    [InlineData("", "holds no query")]
    [InlineData("acme/a.go:1-2\n? late", "line 1: a place before the first query")]
    [InlineData(null, "cannot be read")]
    public async Task Golden_FileThatIsNone_SaysWhatIsWanted(string? text, string problem)
    {
        string file = Path.Combine(folder, "golden.txt");
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text, Token);
        }

        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "eval", "golden", file);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }
}
