using Julie.Mcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp;

/// <summary>What every MCP server of this project is, whatever it is spoken to over.</summary>
public static class AgentServer
{
    private const string Instructions =
        "Code search over the repositories that this key may read. Start with search (by meaning, word or name) or find_symbol (definitions by name), then get_file with the lines that matter. "
        + "Places are written REPOSITORY/PATH:FIRST-LAST; get_file takes REPOSITORY/PATH and the lines. Answers are short on purpose: narrow with filters (repo: lang: path:) before asking for more.";

    /// <summary>Name, instructions and tools. Tools are read-only, and keep nothing between calls.</summary>
    /// <param name="options">To be filled in.</param>
    /// <param name="source">The code that the caller of a request may read.</param>
    public static void Configure(McpServerOptions options, Func<RequestContext<CallToolRequestParams>, ICodeSource> source)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ServerInfo = new Implementation { Name = "julie", Title = "Julie code search", Version = typeof(AgentServer).Assembly.GetName().Version!.ToString(3) };
        options.ServerInstructions = Instructions;
        options.ToolCollection = [new SearchTool(source), new FileTool(source), new SymbolTool(source), new RepositoriesTool(source)];
    }
}
