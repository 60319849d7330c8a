using System.Security.Claims;
using Julie.Mcp;
using Julie.ServiceDefaults.Authentication;

namespace Julie.QueryApi.Agents;

/// <summary>MCP over Streamable HTTP on <c>/mcp</c>, without sessions: each call is a request of its own, with its own key, limits and trace, and any replica answers it.</summary>
internal static class AgentExtensions
{
    private static readonly ClaimsPrincipal Nobody = new();

    public static void AddAgents(this IServiceCollection services) => services
        .AddMcpServer(options => AgentServer.Configure(options, request => new CallerCode(request.User ?? Nobody, request.Services!)))
        .WithHttpTransport(http => http.Stateless = true);

    public static void MapAgents(this WebApplication app) => app.MapMcp("/mcp").RequireAuthorization(Scopes.Search);
}
