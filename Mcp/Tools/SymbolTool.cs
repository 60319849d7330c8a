using Julie.Mcp.Texts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp.Tools;

internal sealed class SymbolTool(Func<RequestContext<CallToolRequestParams>, ICodeSource> source) : AgentTool(source)
{
    private const int UsualLimit = 20;

    protected override string Name => "find_symbol";

    protected override string Title => "Find definitions";

    protected override string Description => """
        Where something is defined, by name: a whole name or its beginning, Cart.Add with its scope, * for any characters; filters as in search (repo: lang: path: kind:class ...).
        Exact names come first. Examples: PublishJobs; Cart.* kind:method repo:shop
        """;

    protected override string Schema => """
        {"type":"object","properties":{
        "query":{"type":"string","description":"a name and filters"},
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"20 by default"},
        "cursor":{"type":"string","description":"next of the answer before, with the same query"}},
        "required":["query"]}
        """;

    protected override async Task<string> AnswerAsync(ToolArguments arguments, ICodeSource code, CancellationToken ct) => SymbolAnswerText.Of(
        await code.FindSymbolsAsync(arguments.Required("query"), arguments.Number("limit", UsualLimit, 1, 100), arguments.Text("cursor"), ct).ConfigureAwait(false));
}
