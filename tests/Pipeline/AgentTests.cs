using Julie.Client;
using Julie.Contracts.Api;
using Julie.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Julie.Pipeline.Tests;

/// <summary>An agent's session with the official client, over HTTP and over the command: list, search, read, all within grants.</summary>
public sealed class AgentTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("stdio")]
    public async Task ListSearchRead_WithinGrants(string transport)
    {
        using SampleRepository open = await SampleRepository.CreateAsync(Token);
        open.Write("queue/stork.go", "package queue\n\n// DrainStork empties the queue before shutdown.\nfunc DrainStork(q *Queue) error {\n\treturn q.Flush()\n}\n");
        await open.CommitAsync("first", Token);
        using SampleRepository closed = await SampleRepository.CreateAsync(Token);
        closed.Write("queue/vulture.go", "package queue\n\n// DrainVulture empties the queue before shutdown.\nfunc DrainVulture(q *Queue) error {\n\treturn q.Flush()\n}\n");
        await closed.CommitAsync("first", Token);
        string team = $"agents-{transport}";
        await system.IndexAsync(open.Folder, Token, $"{team}/open");
        await system.IndexAsync(closed.Folder, Token, $"{team}-closed");
        using JulieClient admin = new(new Uri(system.Endpoints.QueryApi), system.Key);
        string reader = (await admin.CreateKeyAsync(new CreateKey($"{team} reader", Repositories: [$"{team}/*"]), Token)).Value.Secret;
        string stranger = (await admin.CreateKeyAsync(new CreateKey($"{team} stranger"), Token)).Value.Secret;

        await using McpClient agent = await ConnectAsync(transport, reader);
        string list = await AskAsync(agent, "list_repositories", []);
        string found = await AskAsync(agent, "search", new() { ["query"] = "empty the queue before shutdown", ["limit"] = 3 });
        string address = found.Split(':')[0];
        string file = await AskAsync(agent, "get_file", new() { ["file"] = address, ["lines"] = "3-4" });
        string defined = await AskAsync(agent, "find_symbol", new() { ["query"] = "Drain* kind:function" });
        string hidden = await AskAsync(agent, "get_file", new() { ["file"] = $"{team}-closed/queue/vulture.go" }, isError: true);
        string absent = await AskAsync(agent, "get_file", new() { ["file"] = $"{team}-absent/queue/vulture.go" }, isError: true);

        Assert.Matches($"^{team}/open main [0-9a-f]{{9}} 1 files ready$", list);
        Assert.Equal($"{team}/open/queue/stork.go", address);
        Assert.Contains("4: func DrainStork(q *Queue) error {", found, StringComparison.Ordinal);
        Assert.EndsWith("3: // DrainStork empties the queue before shutdown.\n4: func DrainStork(q *Queue) error {", file, StringComparison.Ordinal);
        Assert.StartsWith($"{team}/open/queue/stork.go:4-6 function ", defined, StringComparison.Ordinal);
        Assert.EndsWith("\n4: func DrainStork(q *Queue) error {", defined, StringComparison.Ordinal);
        Assert.All([list, found, file, defined], text => Assert.DoesNotContain("vulture", text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(absent, hidden.Replace("-closed/", "-absent/", StringComparison.Ordinal));

        await using McpClient lonely = await ConnectAsync(transport, stranger);
        Assert.Contains("may read no repository", await AskAsync(lonely, "list_repositories", []), StringComparison.Ordinal);
        Assert.StartsWith("Nothing found.", await AskAsync(lonely, "search", new() { ["query"] = "empty the queue before shutdown" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stdio_WithAnUnknownKey_TellsTheAgentWhatToDo()
    {
        await using McpClient agent = await ConnectAsync("stdio", "jl_nobody");

        Assert.Contains("does not know this key", await AskAsync(agent, "search", new() { ["query"] = "x" }, isError: true), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(McpClient agent, string tool, Dictionary<string, object?> arguments, bool isError = false)
    {
        CallToolResult result = await agent.CallToolAsync(tool, arguments, cancellationToken: Token);
        string text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.True(isError == (result.IsError == true), text);
        return text;
    }

    private Task<McpClient> ConnectAsync(string transport, string key) => McpClient.CreateAsync(
        transport == "http"
            ? new HttpClientTransport(new() { Endpoint = new Uri(new Uri(system.Endpoints.QueryApi), "/mcp"), AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" } })
            : new StdioClientTransport(new()
            {
                Command = "dotnet",
                Arguments = [RepositoryRoot.Output("Julie.Cli", "julie.dll"), "mcp"],
                EnvironmentVariables = new Dictionary<string, string?> { ["JULIE_URL"] = system.Endpoints.QueryApi, ["JULIE_KEY"] = key },
            }),
        cancellationToken: Token);
}
