using System.Text.RegularExpressions;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed partial class SearchTests
{
    [Fact]
    public async Task Search_Hit_PrintsHeadingLineNumbersAndTheLinesThatMatter()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "search", "retry", "backoff", "-lang:go", "--lines", "3", "--heading");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal(
            """
            shop/src/Retry.cs  method Retry.WithBackoff  (and 2 more)  #1
            47:public void WithBackoff()
            48:{
            49:    RetryLater("[red]");
            to line 52

            """, run.Out);
        Assert.Equal("/api/search?q=retry%20backoff%20-lang%3Ago&limit=10", Assert.Single(api.Requests).Target);
    }

    [Fact]
    public async Task Search_Piped_PrintsPathLineAndTextAsGrepDoes()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "search", "retry", "--lines", "2");

        Assert.Equal("shop/src/Retry.cs:49:    RetryLater(\"[red]\");\nshop/src/Retry.cs:50:    var retrying = entry;\n", run.Out);
    }

    [Fact]
    public async Task Search_Pattern_PrintsEveryLineThatMatchesWithWhatMatchedLitUp()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Pattern));

        Run piped = await Run.AgainstAsync(api, "search", "/Retry\\w+/");
        Run colored = await Run.AgainstAsync(api, "search", "/Retry\\w+/", "--color", "always");
        Run counted = await Run.AgainstAsync(api, "search", "/Retry\\w+/", "--count");
        Run paths = await Run.AgainstAsync(api, "search", "/Retry\\w+/", "--files");

        Assert.Equal("shop/src/Retry.cs:3:    RetryLater();\nshop/src/Retry.cs:9:  RetryNow(RetryLater);\n", piped.Out);
        Assert.Equal(["RetryLater", "RetryNow", "RetryLater"], LitUp().Matches(colored.Out).Select(match => match.Groups[1].Value));
        Assert.Equal("shop/src/Retry.cs:2\n", counted.Out);
        Assert.Equal("shop/src/Retry.cs\n", paths.Out);
    }

    [Fact]
    public async Task Search_Context_ReadsTheFileOnceAndMarksWhatOnlyStandsAround()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Pattern), (200, Canned.FileAround));

        Run run = await Run.AgainstAsync(api, "search", "/Retry\\w+/", "-C1");

        Assert.Equal("/api/files/shop/src/Retry.cs?ref=refs%2Fheads%2Fmain&lines=2-10", api.Requests[1].Target);
        Assert.Equal(
            """
            shop/src/Retry.cs-2-two
            shop/src/Retry.cs:3:    RetryLater();
            shop/src/Retry.cs-4-four
            --
            shop/src/Retry.cs-8-eight
            shop/src/Retry.cs:9:  RetryNow(RetryLater);
            shop/src/Retry.cs-10-ten

            """, run.Out);
    }

    [Fact]
    public async Task Search_Definitions_ShowTheirFirstLineOrAsManyAsAreWanted()
    {
        string symbol = Canned.Hit.Replace("\"query\"", "\"mode\":\"symbol\",\"query\"", StringComparison.Ordinal);
        string unread = System.Text.RegularExpressions.Regex.Replace(symbol, "\"snippet\":\"(?:[^\"\\\\]|\\\\.)*\"", "\"snippet\":\"\"");
        await using CannedApi api = await CannedApi.StartAsync((200, symbol), (200, symbol), (200, unread));

        Run first = await Run.AgainstAsync(api, "search", "symbol:WithBackoff", "mode:symbol");
        Run two = await Run.AgainstAsync(api, "search", "symbol:WithBackoff", "mode:symbol", "--lines", "2");
        Run none = await Run.AgainstAsync(api, "search", "symbol:WithBackoff", "mode:symbol");

        Assert.Equal("shop/src/Retry.cs:40:// one\n", first.Out);
        Assert.Equal("shop/src/Retry.cs:40:// one\nshop/src/Retry.cs:41:// two\n", two.Out);
        Assert.Equal("shop/src/Retry.cs:40:method Retry.WithBackoff\n", none.Out);
    }

    [Fact]
    public async Task Search_ContextOfAnotherCommit_IsLeftOut()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Pattern), (200, Canned.FileAround.Replace("0123456789abcdef", "fedcba9876543210", StringComparison.Ordinal)));

        Assert.DoesNotContain("two", (await Run.AgainstAsync(api, "search", "/Retry\\w+/", "-C", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Pages_UntilThereAreAsManyAsWereWanted()
    {
        string more = Canned.Hit.Replace("\"coverage\":1", "\"next\":\"NEXT\",\"coverage\":1", StringComparison.Ordinal);
        await using CannedApi api = await CannedApi.StartAsync((200, more), (200, more), (200, Canned.Hit));

        Run run = await Run.AgainstAsync(api, "search", "retry", "--jsonl", "--limit", "300");
        Run json = await Run.AgainstAsync(api, "search", "retry", "--json", "--cursor", "MINE");

        Assert.Equal(3, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("{\"repository\":\"shop\",", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["/api/search?q=retry&limit=100", "/api/search?q=retry&limit=100&cursor=NEXT", "/api/search?q=retry&limit=100&cursor=NEXT", "/api/search?q=retry&limit=10&cursor=MINE"],
            api.Requests.Select(request => request.Target));
        Assert.Equal(Canned.Hit + Environment.NewLine, json.Out);
    }

    [Fact]
    public async Task Search_Facets_PrintsFiltersToAdd()
    {
        string facets = "\"facets\":{\"repositories\":[{\"value\":\"shop\",\"count\":12}],\"languages\":[{\"value\":\"go\",\"count\":3}],\"paths\":[{\"value\":\"src\",\"count\":9}]}";
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit.Replace("\"coverage\":1", facets + ",\"coverage\":1", StringComparison.Ordinal)));

        Run run = await Run.AgainstAsync(api, "search", "retry", "--facets");

        Assert.Equal("    12  repo:shop\n     3  lang:go\n     9  path:src/**\n", run.Out);
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

        Run run = await Run.AgainstAsync(api, "search", "retry", "--wait-for", "89abcdef0", "--wait-for-vectors", "--wait-seconds", "3", "--heading");

        Assert.Equal("/api/search?q=retry&limit=10&waitFor=89abcdef0&waitForVectors=true&waitForSeconds=3", Assert.Single(api.Requests).Target);
        Assert.StartsWith("shop/src/Retry.cs  method Retry.WithBackoff  (and 2 more)  stale", run.Out, StringComparison.Ordinal);
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
    [InlineData(418, ExitCodes.Usage)]
    [InlineData(500, ExitCodes.Unreachable)]
    [InlineData(503, ExitCodes.Unreachable)]
    [InlineData(507, ExitCodes.Unreachable)]
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
    [InlineData(500, true)]
    [InlineData(400, false)]
    public async Task Problem_OfTheServer_NamesTheTraceThatItsLogHas(int status, bool named)
    {
        string problem = Canned.Problem(status, "Something went wrong here", "The log has the cause").Replace("}", ",\"traceId\":\"00-4bf92f-01\"}", StringComparison.Ordinal);
        await using CannedApi api = await CannedApi.StartAsync((status, problem));

        Run run = await Run.AgainstAsync(api, "search", "x");

        Assert.Equal(named, run.Error.EndsWith("       The log has the cause\n       traceId: 00-4bf92f-01\n", StringComparison.Ordinal));
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
