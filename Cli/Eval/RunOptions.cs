using System.CommandLine;
using System.Text.Json;
using Julie.Cli.Eval.Runs;

namespace Julie.Cli.Eval;

/// <summary>What every measurement can do with its run: print, keep, compare.</summary>
internal sealed class RunOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object." };

    public Option<string?> Save { get; } = new("--save") { Description = "Keep the run, to compare with later.", HelpName = "FILE" };

    public Option<string?> Compare { get; } = new("--compare") { Description = "Compare with a run that was kept: mean difference, and how likely chance is.", HelpName = "FILE" };

    public Option<bool> Queries { get; } = new("--queries") { Description = "Print every query that is not answered by the first results." };

    public async Task WriteAsync(Terminal terminal, ParseResult parsed, EvalRun run, CancellationToken ct)
    {
        if (parsed.GetValue(Compare) is { } other)
        {
            run = run with { Comparison = RunComparison.Between(run, Read(Path.GetFullPath(other, terminal.CurrentDirectory)), other) };
        }

        string json = JsonSerializer.Serialize(run, EvalJson.Default.EvalRun);
        if (parsed.GetValue(Save) is { } file)
        {
            await File.WriteAllTextAsync(Path.GetFullPath(file, terminal.CurrentDirectory), json + "\n", ct);
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(json.AsMemory(), ct);
            return;
        }

        RunView.Write(terminal.OutConsole(), run, parsed.GetValue(Queries));
    }

    private static EvalRun Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), EvalJson.Default.EvalRun) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new JulieException(ExitCodes.Usage, $"{file} is no run that --save kept", e.Message, e);
        }
    }
}
