using System.Text.RegularExpressions;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed partial class SearchTests
{
    [Fact]
    public async Task Search_Hit_PrintsHeadingLineNumbersAndTheLinesThatMatter()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "search", "retry", "backoff", "-lang:go", "--lines", "3");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal(
            """
            shop/src/Retry.cs  (and 2 more)
             47  public void WithBackoff()
             48  {
             49      RetryLater("[red]");
                 method Retry.WithBackoff, to line 52

            """, run.Out);
        Assert.Equal("/api/search?q=retry%20backoff%20-lang%3Ago&limit=10", Assert.Single(api.Requests).Target);
    }

    [Fact]
    public async Task Search_OnATerminal_LightsTermsUpAtTheStartOfIdentifierParts()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.JulieAsync(["search", "retry"], new() { ["JULIE_URL"] = api.Url }, terminal: true);

        string[] lit = [.. LitUp().Matches(run.Out).Select(match => match.Groups[1].Value)];
        Assert.Equal(["Backoff", "Retry", "retrying"], lit);
    }

    [Fact]
    public async Task Search_NoColorOnATerminal_PrintsNoEscapes()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.JulieAsync(["search", "retry"], new() { ["JULIE_URL"] = api.Url, ["NO_COLOR"] = "1" }, terminal: true);

        Assert.DoesNotContain("\u001b[9", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1;", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_EscapesInCode_NeverReachTheTerminal()
    {
        string evil = Canned.Hit.Replace("// one", "\\u001b]0;owned\\u0007", StringComparison.Ordinal);
        await using CannedApi api = await CannedApi.StartAsync((200, evil));

        Run run = await Run.AgainstAsync(api, "search", "x", "--lines", "0");

        Assert.DoesNotContain('\u001b', run.Out);
        Assert.DoesNotContain('\u0007', run.Out);
        Assert.Contains("␛]0;owned", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Json_PrintsTheAnswerUnchanged()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "search", "--json", "--limit", "3", "retry");

        Assert.Equal(Canned.Hit + Environment.NewLine, run.Out);
        Assert.EndsWith("&limit=3", Assert.Single(api.Requests).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithoutResults_EndsWith1AndKeepsThePipeEmpty()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Nothing));

        Run run = await Run.AgainstAsync(api, "search", "no", "such", "thing");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains("no such thing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_PartialCoverage_SaysSoRoundedDown()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit.Replace("\"coverage\":1", "\"coverage\":0.99999", StringComparison.Ordinal)));

        Run run = await Run.AgainstAsync(api, "search", "retry");

        Assert.Contains("99.9 %", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WaitFor_AsksForItAndSaysWhatIsOlderThanAsked()
    {
        string stale = Canned.Hit.Replace("\"alsoIn\":2}]", "\"alsoIn\":2,\"stale\":true}]", StringComparison.Ordinal).Replace(
            "\"coverage\":1", "\"coverage\":1,\"waitFor\":{\"commit\":\"89abcdef0123456789\",\"state\":\"pending\",\"applied\":null,\"embedded\":false,\"seconds\":3,\"error\":null}", StringComparison.Ordinal);
        await using CannedApi api = await CannedApi.StartAsync((200, stale));

        Run run = await Run.AgainstAsync(api, "search", "retry", "--wait-for", "89abcdef0", "--wait-for-vectors", "--wait-seconds", "3");

        Assert.Equal("/api/search?q=retry&limit=10&waitFor=89abcdef0&waitForVectors=true&waitForSeconds=3", Assert.Single(api.Requests).Target);
        Assert.StartsWith("shop/src/Retry.cs  (and 2 more)  stale", run.Out, StringComparison.Ordinal);
        Assert.Contains("commit 89abcdef0 is not searchable after 3 s", run.Error, StringComparison.Ordinal);
        Assert.Contains("a newer push of that branch is known", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WaitSecondsWithoutACommit_IsRefused()
    {
        Run run = await Run.JulieAsync(["search", "x", "--wait-seconds", "3"], []);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("--wait-for", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, ExitCodes.Usage)]
    [InlineData(403, ExitCodes.Refused)]
    [InlineData(404, ExitCodes.Nothing)]
    [InlineData(409, ExitCodes.Usage)]
    [InlineData(500, ExitCodes.Nothing)]
    [InlineData(503, ExitCodes.Unreachable)]
    public async Task Problem_EndsWithItsCodeAndPrintsTitleAndDetail(int status, int code)
    {
        await using CannedApi api = await CannedApi.StartAsync((status, Canned.Problem(status, "What went wrong", "And what to do about it")));

        Run run = await Run.AgainstAsync(api, "search", "x");

        Assert.Equal(code, run.Code);
        Assert.Contains("What went wrong", run.Error, StringComparison.Ordinal);
        Assert.Contains("And what to do about it", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData(null, "Julie wants a key")]
    [InlineData("jl_old", "does not know this key")]
    public async Task KeyMissingOrUnknown_EndsWith4AndSaysWhereKeysAre(string? key, string said)
    {
        await using CannedApi api = await CannedApi.StartAsync((401, Canned.Problem(401, "A valid API key is needed", "Send it in a header")));
        Dictionary<string, string> variables = new() { ["JULIE_URL"] = api.Url };
        if (key is not null)
        {
            variables["JULIE_KEY"] = key;
        }

        Run run = await Run.JulieAsync(["search", "x"], variables);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Contains("JULIE_KEY", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerOfAnotherServer_IsToldApart()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "<html>hello</html>"));

        Run run = await Run.AgainstAsync(api, "search", "x");

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("not as Julie does", run.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("\u001b\\[1;38;5;9m([^\u001b]*)\u001b")]
    private static partial Regex LitUp();
}
