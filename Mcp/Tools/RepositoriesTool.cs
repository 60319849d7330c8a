using Julie.Mcp.Texts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp.Tools;

internal sealed class RepositoriesTool(Func<RequestContext<CallToolRequestParams>, ICodeSource> source) : AgentTool(source)
{
    private const int UsualLimit = 50;

    protected override string Name => "list_repositories";

    protected override string Title => "List repositories";

    protected override string Description => "The repositories that can be searched: name (as repo: takes it), default branch, commit, files, state.";

    protected override string Schema => """
        {"type":"object","properties":{
        "match":{"type":"string","description":"only names that hold this"},
        "limit":{"type":"integer","minimum":1,"maximum":500,"description":"50 by default"},
        "cursor":{"type":"string","description":"next of the answer before"}}}
        """;

    protected override async Task<string> AnswerAsync(ToolArguments arguments, ICodeSource code, CancellationToken ct) => RepositoriesText.Of(
        await code.ListRepositoriesAsync(ct).ConfigureAwait(false), arguments.Text("match"), arguments.Number("limit", UsualLimit, 1, 500), arguments.Text("cursor"));
}
