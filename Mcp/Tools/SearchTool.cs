using Julie.Mcp.Texts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp.Tools;

internal sealed class SearchTool(Func<RequestContext<CallToolRequestParams>, ICodeSource> source) : AgentTool(source)
{
    private const int UsualLimit = 8;
    private const int UsualLines = 6;

    protected override string Name => "search";

    protected override string Title => "Search code";

    protected override string Description => """
        Search the organisation's code by meaning, by word and by name. Plain words rank (a question, or an identifier); all else must hold:
        "exact text", /regex/, repo:acme/* lang:go path:src/** file:*.proto symbol:Cart.Add kind:function|class is:test|doc|generated ref:BRANCH, -x excludes, a OR b, ( ).
        A /regex/ and no words: every matching line, file by file; mode:regex "text" does so for a text. Examples: where are retries delayed lang:go -is:test; symbol:PublishJobs; /func \w+Retry\(/ repo:shop
        Answers places as REPOSITORY/PATH:FIRST-LAST with the lines that matter; read more with get_file.
        """;

    protected override string Schema => """
        {"type":"object","properties":{
        "query":{"type":"string","description":"words, names, \"texts\", /patterns/, filters"},
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"places, 8 by default"},
        "lines":{"type":"integer","minimum":0,"maximum":60,"description":"lines of each place, 6 by default; 0: places only"},
        "cursor":{"type":"string","description":"next of the answer before, with the same query"}},
        "required":["query"]}
        """;

    protected override async Task<string> AnswerAsync(ToolArguments arguments, ICodeSource code, CancellationToken ct) => SearchAnswerText.Of(
        await code.SearchAsync(arguments.Required("query"), arguments.Number("limit", UsualLimit, 1, 100), arguments.Text("cursor"), ct).ConfigureAwait(false),
        arguments.Number("lines", UsualLines, 0, 60));
}
