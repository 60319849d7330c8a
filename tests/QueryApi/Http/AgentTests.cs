using System.Net;
using System.Net.Http.Json;
using Julie.Client;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Julie.QueryApi.Tests.Http;

/// <summary>The tools over HTTP by the official client. The whole with a model and over both transports is in tests/Pipeline, permissions at random in <c>Permissions/</c>.</summary>
[Collection("http")]
public sealed class AgentTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tools_AreDescribedShortly_ReadOnlyAndFour()
    {
        await using McpClient agent = await ConnectAsync(host.Address, await code.ReaderAsync("open"));

        IList<McpClientTool> tools = await agent.ListToolsAsync(cancellationToken: Token);

        Assert.Equal(["find_symbol", "get_file", "list_repositories", "search"], tools.Select(tool => tool.Name).Order());
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations!.ReadOnlyHint));
        // Every agent reads all of it at every start.
        Assert.InRange(tools.Sum(tool => tool.Description.Length + tool.JsonSchema.GetRawText().Length), 1_000, 3_500);
        Assert.Contains("search", agent.ServerInstructions, StringComparison.Ordinal);
        Assert.Equal<(string?, string?)>(("julie", typeof(JulieClient).Assembly.GetName().Version!.ToString(3)), (agent.ServerInfo?.Name, agent.ServerInfo?.Version));
    }

    [Fact]
    public async Task Search_AnswersPlacesWithTheLinesThatMatter()
    {
        await using McpClient agent = await ConnectAsync(host.Address, await code.ReaderAsync("open"));

        CallToolResult pattern = await CallAsync(agent, "search", new() { ["query"] = "/retry_\\w+/" });
        CallToolResult places = await CallAsync(agent, "search", new() { ["query"] = "/retry_\\w+/", ["lines"] = "0" });
        CallToolResult nothing = await CallAsync(agent, "search", new() { ["query"] = "/no such text/" });

        Assert.StartsWith("open/src/retry.py:1-2", Text(pattern), StringComparison.Ordinal);
        Assert.Contains("\n1: def retry_later(job):", Text(pattern), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", Text(places), StringComparison.Ordinal);
        Assert.StartsWith("Nothing found.", Text(nothing), StringComparison.Ordinal);
        Assert.NotEqual(true, nothing.IsError);
    }

    [Fact]
    public async Task Pages_GoOnWhereTheOneBeforeEnded()
    {
        await using McpClient agent = await ConnectAsync(host.Address, host.Key);
        List<string> names = [];
        string? cursor = null;
        do
        {
            string[] lines = Text(await CallAsync(agent, "list_repositories", new() { ["limit"] = 1, ["cursor"] = cursor })).Split('\n');
            names.Add(lines[0].Split(' ')[0]);
            cursor = lines[^1].StartsWith("next: ", StringComparison.Ordinal) ? lines[^1]["next: ".Length..] : null;
        }
        while (cursor is not null);

        string[] first = Text(await CallAsync(agent, "search", new() { ["query"] = "/retry/ repo:open", ["limit"] = 1, ["lines"] = 0 })).Split('\n');
        string second = Text(await CallAsync(agent, "search", new() { ["query"] = "/retry/ repo:open", ["limit"] = 1, ["lines"] = 0, ["cursor"] = first[^1]["next: ".Length..] }));

        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.Empty(new[] { "open", "closed" }.Except(names));
        Assert.NotEqual(first[0], second.Split('\n')[0]);
    }

    [Fact]
    public async Task File_ComesInParts_ByLinesAndAsOutline()
    {
        string text = string.Join('\n', Enumerable.Range(1, 1_000).Select(line => $"line {line}")) + "\n";
        await code.PushAsync("long", [("100%25 a.txt", "text", text, []), ("wide.txt", "text", new string('x', 5_000) + "\nend", [])], []);
        await using McpClient agent = await ConnectAsync(host.Address, await code.ReaderAsync("long"));

        string[] part = Text(await CallAsync(agent, "get_file", new() { ["file"] = "long/100%25 a.txt", ["lines"] = "5-900" })).Split('\n');
        string wide = Text(await CallAsync(agent, "get_file", new() { ["file"] = "long/wide.txt" }));
        string outline = Text(await CallAsync(agent, "get_file", new() { ["file"] = "long/wide.txt", ["outline"] = true }));
        using JulieClient client = new(host.Address, host.Key);
        string same = (await client.GetFileAsync("long/100%25 a.txt", new() { Lines = "5" }, Token)).Value.Text;

        Assert.StartsWith("long/100%25 a.txt text, 1000 lines, main 012345678", part[0], StringComparison.Ordinal);
        Assert.Equal(("5: line 5", "404: line 404", "next: lines=405-900"), (part[1], part[^2], part[^1]));
        Assert.InRange(wide.Length, 250, 500);
        Assert.EndsWith("\n2: end", wide, StringComparison.Ordinal);
        Assert.EndsWith("function retry", outline, StringComparison.Ordinal);
        Assert.Equal("line 5", same);
    }

    [Theory]
    [InlineData("search", "query", "a langauge:go", "Did you mean")]
    [InlineData("search", "query", " ", "'query' is needed")]
    [InlineData("search", "qeury", "x", "This tool takes: query")]
    [InlineData("get_file", "file", "closed/secret.py", "There is no file 'closed/secret.py'")]
    [InlineData("get_file", "file", "no/such.py", "There is no file 'no/such.py'")]
    public async Task WhatCannotBeDone_IsSaidToTheAgent(string tool, string argument, string value, string said)
    {
        await using McpClient agent = await ConnectAsync(host.Address, await code.ReaderAsync("open"));

        CallToolResult result = await CallAsync(agent, tool, new() { [argument] = value });

        Assert.True(result.IsError);
        Assert.Contains(said, Text(result), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task KeyWithoutGrants_SeesNothing_AndWithoutAScopeNobodyIsLetIn()
    {
        await using McpClient agent = await ConnectAsync(host.Address, await host.NewKeyAsync("search"));

        Assert.Contains("may read no repository", Text(await CallAsync(agent, "list_repositories", [])), StringComparison.Ordinal);
        Assert.StartsWith("Nothing found.", Text(await CallAsync(agent, "search", new() { ["query"] = "/retry/" })), StringComparison.Ordinal);
        foreach ((string? key, HttpStatusCode status) in ((string?, HttpStatusCode)[])[(null, HttpStatusCode.Unauthorized), (await host.NewKeyAsync("ingest"), HttpStatusCode.Forbidden)])
        {
            using HttpClient client = host.Client(key);
            using HttpResponseMessage answer = await client.PostAsJsonAsync("/mcp", new { jsonrpc = "2.0", id = 1, method = "tools/list" }, Token);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Calls_CountAgainstTheLimitOfTheirKey()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:RequestsPerSecond", "1"), new("Julie:Api:Burst", "3")], Token);
        using HttpClient client = new() { BaseAddress = new Uri(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await code.ReaderAsync("open"));
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 6; i++)
        {
            using HttpResponseMessage answer = await client.PostAsJsonAsync("/mcp", new { jsonrpc = "2.0", id = i, method = "tools/call", @params = new { name = "list_repositories" } }, Token);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private static Task<McpClient> ConnectAsync(Uri address, string key) => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = new Uri(address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" } }),
        cancellationToken: Token);

    private static async Task<CallToolResult> CallAsync(McpClient agent, string tool, Dictionary<string, object?> arguments) => await agent.CallToolAsync(tool, arguments, cancellationToken: Token);

    private static string Text(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
