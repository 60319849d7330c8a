using System.CommandLine;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie audit</c></summary>
internal static class AuditCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Option<string?> action = new("--action") { Description = "Only this, as key.create, or all of a kind, as key.", HelpName = "ACTION" };
        Option<long?> before = new("--before") { Description = "Only what was done before this event: the next page.", HelpName = "ID" };
        Option<int> limit = new("--limit") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        Command command = new("audit", "Show what administrators did, newest first. Needs an admin key.") { json, action, before, limit };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            string? kind = parsed.GetValue(action) is { } asked && !asked.Contains('.', StringComparison.Ordinal) ? asked + "." : parsed.GetValue(action);
            Answer<IReadOnlyList<AuditEvent>> answer = await client.GetAuditAsync(kind, parsed.GetValue(before), parsed.GetValue(limit), ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(AccessView.Audit(answer.Value, all: kind is null && parsed.GetValue(before) is null));
            }

            return answer.Value.Count > 0 ? ExitCodes.Ok : ExitCodes.Nothing;
        });
        return command;
    }
}
