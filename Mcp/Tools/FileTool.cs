using Julie.Mcp.Texts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp.Tools;

internal sealed class FileTool(Func<RequestContext<CallToolRequestParams>, ICodeSource> source) : AgentTool(source)
{
    protected override string Name => "get_file";

    protected override string Title => "Read a file";

    protected override string Description => """
        A file, or lines of it, with line numbers; secrets are masked. At most 400 lines an answer, which says which lines to ask for next. outline: what the file defines, instead of its text.
        """;

    protected override string Schema => """
        {"type":"object","properties":{
        "file":{"type":"string","description":"REPOSITORY/PATH, as search answers it"},
        "lines":{"type":"string","description":"10-40, 10- or 10"},
        "ref":{"type":"string","description":"a branch or tag instead of the default branch"},
        "outline":{"type":"boolean","description":"symbols and their lines only"}},
        "required":["file"]}
        """;

    protected override async Task<string> AnswerAsync(ToolArguments arguments, ICodeSource code, CancellationToken ct)
    {
        bool outline = arguments.Flag("outline");
        return FileAnswerText.Of(await code.ReadFileAsync(arguments.Required("file"), arguments.Text("ref"), outline ? null : arguments.Text("lines"), ct).ConfigureAwait(false), outline);
    }
}
