using System.CommandLine;
using Julie.Cli.Connecting;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

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
            JulieException? said = null;
            Write(terminal, status, asJson);
            while (true)
            {
                (Answer<SystemStatus>? next, JulieException? outage) = await NextAsync(terminal, client, ct);
                if (next is not null)
                {
                    Write(terminal, next, asJson);
                }
                else if (said is null)
                {
                    ErrorText.Write(terminal, outage!);
                }

                said = outage;
            }
        }

        await terminal.OutConsole().Live(StatusView.Whole(status.Value)).StartAsync(async live =>
        {
            while (true)
            {
                (Answer<SystemStatus>? next, JulieException? outage) = await NextAsync(terminal, client, ct);
                status = next ?? status;
                IRenderable shown = StatusView.Whole(status.Value);
                live.UpdateTarget(outage is null ? shown : new Rows(shown, new Markup($"[yellow]as it was; now:[/] {Markup.Escape(Printable.Text(outage.Title))}")));
            }
        });
    }

    /// <summary>After a pause. Who watches wants to see a service come back, so one that is away ends nothing.</summary>
    private static async Task<(Answer<SystemStatus>? Status, JulieException? Outage)> NextAsync(Terminal terminal, JulieClient client, CancellationToken ct)
    {
        await Task.Delay(Pause, terminal.Time, ct);
        try
        {
            return (await client.GetStatusAsync(ct), null);
        }
        catch (JulieClientException e) when (Failures.Of(e) is { ExitCode: ExitCodes.Unreachable } outage)
        {
            return (null, outage);
        }
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
