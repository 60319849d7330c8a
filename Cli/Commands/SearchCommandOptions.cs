using System.CommandLine;
using Julie.Cli.Search;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary>The options of <c>julie search</c>; where ripgrep has the same, it has the same name.</summary>
internal sealed class SearchCommandOptions
{
    private const int MostResults = 100_000;
    private static readonly string[] Modes = ["hybrid", "semantic", "lexical", "regex", "symbol"];

    public Option<bool> Json { get; } = new("--json") { Description = "Print the API's answer, unchanged: one JSON object." };

    public Option<bool> JsonLines { get; } = new("--jsonl") { Description = "Print a line of JSON for each result, over all pages." };

    public Option<string> Color { get; } = new("--color") { Description = "auto, always or never.", HelpName = "WHEN", DefaultValueFactory = _ => Terminal.Auto };

    private Option<int?> Limit { get; } = Number("--limit", "-n", "Most results. Default: 10; of a pattern 100 files.", 1, MostResults);

    private Option<bool> All { get; } = new("--all") { Description = "All results, page after page. A ranked search ends after 200." };

    private Option<string?> Cursor { get; } = new("--cursor") { Description = "Go on where a page with --json ended: its next.", HelpName = "NEXT" };

    private Option<int?> Lines { get; } = Number("--lines", null, "Most lines of each result; 0 prints all of it. Default: 6; of a pattern all that match, of a definition the first.", 0, int.MaxValue);

    private Option<int?> Context { get; } = Number("--context", "-C", "Lines before and after each result.", 0, 1_000);

    private Option<int?> Before { get; } = Number("--before-context", "-B", "Lines before.", 0, 1_000);

    private Option<int?> After { get; } = Number("--after-context", "-A", "Lines after.", 0, 1_000);

    private Option<bool> Files { get; } = new("--files", "-l") { Description = "Print paths only." };

    private Option<bool> Count { get; } = new("--count", "-c") { Description = "Print path:count: lines that match a pattern, or places that were found." };

    private Option<bool> Facets { get; } = new("--facets") { Description = "Print what results are spread over, as filters to add." };

    private Option<bool> Heading { get; } = new("--heading") { Description = "A heading for each file. Default on a terminal." };

    private Option<bool> NoHeading { get; } = new("--no-heading") { Description = "path:line:text. Default for pipes." };

    private Option<string?> Mode { get; } = new("--mode") { Description = "hybrid, semantic, lexical, regex or symbol; as mode: in the query.", HelpName = "MODE" };

    private Option<string[]> Refs { get; } = new("--ref") { Description = "Search these refs instead of the default branches: release/1.0, 'v*', refs/tags/v1.", HelpName = "REF" };

    private Option<string?> WaitFor { get; } = new("--wait-for") { Description = "First wait until this commit, or one that replaced it, is searchable.", HelpName = "COMMIT" };

    private Option<bool> Vectors { get; } = new("--wait-for-vectors") { Description = "With --wait-for: until its vectors are there too." };

    private Option<int?> Seconds { get; } = new("--wait-seconds") { Description = "With --wait-for: the longest wait, 0 to 60; 10 where nothing is said.", HelpName = "N" };

    public void AddTo(Command command)
    {
        Color.AcceptOnlyFromAmong(Terminal.Auto, Terminal.Always, Terminal.Never);
        Mode.AcceptOnlyFromAmong(Modes);
        foreach (Option option in (Option[])[Limit, All, Cursor, Lines, Context, Before, After, Files, Count, Facets, Json, JsonLines, Heading, NoHeading, Color, Mode, Refs, WaitFor, Vectors, Seconds])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(WaitFor) is null && (result.GetValue(Vectors) || result.GetValue(Seconds) is not null))
            {
                result.AddError("--wait-for-vectors and --wait-seconds say how to wait: name the commit with --wait-for.");
            }

            if (new[] { Files, Count, Facets, Json, JsonLines }.Count(result.GetValue) > 1)
            {
                result.AddError("--files, --count, --facets, --json and --jsonl are ways to print: choose one.");
            }

            if (result.GetValue(Json) && (result.GetValue(All) || result.GetValue(Limit) > SearchPages.LargestPage))
            {
                result.AddError($"--json prints one answer of the API, which has {SearchPages.LargestPage} results at most: use --jsonl for more.");
            }
        });
    }

    public SearchOptions Asked(ParseResult parsed) => new()
    {
        Cursor = parsed.GetValue(Cursor),
        Mode = parsed.GetValue(Mode),
        Refs = parsed.GetValue(Refs) ?? [],
        WaitFor = parsed.GetValue(WaitFor),
        WaitForVectors = parsed.GetValue(Vectors),
        WaitForSeconds = parsed.GetValue(Seconds),
    };

    /// <summary>How many results; null: as is usual.</summary>
    public int? Most(ParseResult parsed) => parsed.GetValue(All) ? int.MaxValue : parsed.GetValue(Limit);

    /// <summary>One JSON object is one page, and facets are the same on every page.</summary>
    public bool IsOnePage(ParseResult parsed) => parsed.GetValue(Json) || parsed.GetValue(Facets);

    public ISearchView View(ParseResult parsed, Terminal terminal, JulieClient client, Action<SearchResult> remember) =>
        parsed.GetValue(Json) ? new JsonView(terminal.Out)
        : parsed.GetValue(JsonLines) ? new JsonLinesView(terminal.Out)
        : parsed.GetValue(Files) ? new PathsView(terminal.Out)
        : parsed.GetValue(Count) ? new CountsView(terminal.Out)
        : parsed.GetValue(Facets) ? new FacetsView(terminal.Out)
        : new LinesView(
            terminal.OutConsole(),
            new ContextReader(client, parsed.GetValue(Before) ?? parsed.GetValue(Context) ?? 0, parsed.GetValue(After) ?? parsed.GetValue(Context) ?? 0),
            parsed.GetValue(Heading) || (!parsed.GetValue(NoHeading) && terminal.OutIsTerminal),
            parsed.GetValue(Lines),
            remember);

    private static Option<int?> Number(string name, string? alias, string description, int least, int most) => new(name, alias is null ? [] : [alias])
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Numbers.Read(result, name, least, most),
    };
}
