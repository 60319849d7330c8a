using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Julie.Mcp.Tools;

/// <summary>A tool that reads and answers with text. Its schema is written out, because every word of it is read by every agent at every start.</summary>
internal abstract class AgentTool(Func<RequestContext<CallToolRequestParams>, ICodeSource> source) : McpServerTool
{
    private Tool? tool;

    public override Tool ProtocolTool => tool ??= new Tool
    {
        Name = Name,
        Title = Title,
        Description = Description,
        InputSchema = JsonElement.Parse(Schema),
        Annotations = new ToolAnnotations { Title = Title, ReadOnlyHint = true, IdempotentHint = true, DestructiveHint = false, OpenWorldHint = false },
    };

    public override IReadOnlyList<object> Metadata => [];

    protected abstract string Name { get; }

    protected abstract string Title { get; }

    protected abstract string Description { get; }

    /// <summary>JSON schema of the arguments.</summary>
    protected abstract string Schema { get; }

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            ToolArguments arguments = new(request.Params?.Arguments);
            arguments.RefuseOthers(ProtocolTool.InputSchema);
            return Result(await AnswerAsync(arguments, source(request), cancellationToken).ConfigureAwait(false), isError: false);
        }
        catch (CodeSourceException e)
        {
            return Result(e.Message, isError: true);
        }
    }

    protected abstract Task<string> AnswerAsync(ToolArguments arguments, ICodeSource code, CancellationToken ct);

    private static CallToolResult Result(string text, bool isError) => new() { Content = [new TextContentBlock { Text = text }], IsError = isError ? true : null };
}
