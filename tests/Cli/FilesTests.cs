using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class FilesTests
{
    private const string Repositories = """
        [{"id":7,"name":"acme/shop","url":"https://test.example/acme/shop","ref":"refs/heads/main","commit":null,"state":"ready","files":{"total":0,"indexed":0,"skipped":{},"failed":0},"passages":{"total":0,"embedded":0,"failed":0},"error":null,"syncedAt":null}]
        """;

    private const string Page = """
        {"repositoryId":7,"repository":"acme/shop","ref":"refs/heads/main","commit":"0123456789abcdef","counts":{"total":1200,"indexed":1190,"skipped":{"binary":8,"ignored":1},"failed":1,"pending":0,"withSecrets":1},
        "files":[{"path":"logo.png","state":"skipped","reason":"binary","language":"text","size":4096,"flags":[],"secrets":[]},
        {"path":"bad.cs","state":"failed","reason":"it could not be cut","language":"csharp","size":7,"flags":[],"secrets":[]},
        {"path":"src/keys.py","state":"indexed","reason":null,"language":"python","size":99,"flags":[],"secrets":[{"kind":"private-key","line":3,"endLine":9,"count":1},{"kind":"github-token","line":12,"endLine":12,"count":2}]}],"next":"bmV4dA"}
        """;

    [Theory]
    [InlineData("acme/shop")]
    [InlineData("SHOP")]
    public async Task Files_ForPeople_ShowCountsReasonsErrorsAndSecrets(string name)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories), (200, Page));

        Run run = await Run.AgainstAsync(api, "files", name, "--state", "skipped", "--path", "src/**");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal("/api/repositories/7/files?limit=50&state=skipped&path=src%2F%2A%2A", api.Requests[1].Target);
        Assert.Contains("1,200 files: indexed 1,190, skipped 9 (binary 8, ignored 1), failed 1; secrets masked in 1", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"skipped +binary +text +4,096 +logo\.png", run.Out);
        Assert.Contains("bad.cs: it could not be cut", run.Out, StringComparison.Ordinal);
        Assert.Contains("src/keys.py:3-9 1 masked, looks like private-key", run.Out, StringComparison.Ordinal);
        Assert.Contains("src/keys.py:12 2 masked, looks like github-token", run.Out, StringComparison.Ordinal);
        Assert.Contains("--cursor bmV4dA", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ByNumberAsJson_PrintTheAnswerUnchanged()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Page));

        Run run = await Run.AgainstAsync(api, "files", "7", "--json", "--secrets", "--limit", "2");

        Assert.Equal(Page + Environment.NewLine, run.Out);
        Assert.Equal("/api/repositories/7/files?limit=2&secrets=true", Assert.Single(api.Requests).Target);
    }

    [Fact]
    public async Task Files_UnknownRepository_EndWith1AndTheRemedy()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Repositories));

        Run run = await Run.AgainstAsync(api, "files", "stop");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("julie repositories", run.Error, StringComparison.Ordinal);
    }
}
