using System.CommandLine;
using Julie.Cli.Agents;
using Julie.Client;
using Julie.Mcp;
using ModelContextProtocol.Server;

namespace Julie.Cli.Commands;

/// <summary><c>julie mcp</c></summary>
internal static class McpCommand
{
    public static Command Create(Session session)
    {
        Command command = new("mcp", "Serve agents over standard input and output (Model Context Protocol).");
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            ClientCode code = new(client);
            McpServerOptions options = new();
            AgentServer.Configure(options, _ => code);
            await using StdioServerTransport transport = new(options);
            await using McpServer server = McpServer.Create(transport, options);
            await server.RunAsync(ct);
            return ExitCodes.Ok;
        });
        return command;
    }
}
