using System.CommandLine;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Commands;

/// <summary><c>julie doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Option<bool> look = new("--look") { Description = "Only look; mend nothing, ask no remote." };
        Command command = new("doctor", "Compare the index with the remotes and with itself, and mend what differs. Needs an admin key.") { json, look };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<DoctorReport> report = await client.DoctorAsync(!parsed.GetValue(look), ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(report.Json.AsMemory(), ct);
            }
            else
            {
                Write(session.Terminal.OutConsole(), report.Value);
            }

            return report.Value.Healthy ? ExitCodes.Ok : ExitCodes.Nothing;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, DoctorReport report)
    {
        foreach (DoctorCheck check in report.Checks)
        {
            string state = check.Wrong == 0 ? "[green]ok[/]" : check.Wrong <= check.Mended ? "[yellow]mended[/]" : "[red]wrong[/]";
            string counts = check.Wrong == 0
                ? $"{Figures.Count(check.Looked)} looked at"
                : $"{Figures.Count(check.Wrong)} of {Figures.Count(check.Looked)} wrong, {Figures.Count(check.Mended)} mended";
            console.MarkupLine($"{state}  [bold]{Markup.Escape(check.Name)}[/]  {counts}");
            foreach (string detail in check.Details)
            {
                console.MarkupLineInterpolated($"      {Printable.Text(detail)}");
            }
        }
    }
}
