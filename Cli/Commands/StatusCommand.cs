using System.CommandLine;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Commands;

/// <summary><c>julie status</c></summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged; with --watch one line each second." };
        Option<bool> watch = new("--watch", "-w") { Description = "Keep it up to date until Ctrl+C." };
        Command command = new("status", "Show the vector space, the repositories and how far they are.") { json, watch };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<SystemStatus> status = await client.GetStatusAsync(ct);
            bool asJson = parsed.GetValue(json);
            if (!parsed.GetValue(watch))
            {
                Write(session.Terminal, status, asJson);
                return ExitCodes.Ok;
            }

            await WatchAsync(session.Terminal, client, status, asJson, ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task WatchAsync(Terminal terminal, JulieClient client, Answer<SystemStatus> status, bool asJson, CancellationToken ct)
    {
        if (asJson || !terminal.IsInteractive)
        {
            while (true)
            {
                Write(terminal, status, asJson);
                await Task.Delay(Pause, terminal.Time, ct);
                status = await client.GetStatusAsync(ct);
            }
        }

        await terminal.OutConsole().Live(StatusView.Whole(status.Value)).StartAsync(async live =>
        {
            while (true)
            {
                live.UpdateTarget(StatusView.Whole(status.Value));
                await Task.Delay(Pause, terminal.Time, ct);
                status = await client.GetStatusAsync(ct);
            }
        });
    }

    private static void Write(Terminal terminal, Answer<SystemStatus> status, bool asJson)
    {
        if (asJson)
        {
            terminal.Out.WriteLine(status.Json);
        }
        else
        {
            terminal.OutConsole().Write(StatusView.Whole(status.Value));
        }
    }
}
