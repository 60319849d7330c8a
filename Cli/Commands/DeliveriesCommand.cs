using System.CommandLine;
using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie deliveries</c></summary>
internal static class DeliveriesCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged.", Recursive = true };
        Option<string?> repository = new("--repository") { Description = "Only those of this repository.", HelpName = "NAME" };
        Option<string?> outcome = new("--outcome") { Description = "Only these: waiting, syncing, applied, superseded, failed, ignored, refused.", HelpName = "OUTCOME" };
        Option<int> limit = new("--limit") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        Command command = new("deliveries", "Show what webhooks brought, what was refused and why, and what became of it.") { json, repository, outcome, limit };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<IReadOnlyList<DeliveryStatus>> answer = await client.GetDeliveriesAsync(parsed.GetValue(repository), parsed.GetValue(outcome), before: null, parsed.GetValue(limit), ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(DeliveriesView.Table(answer.Value));
            }

            return ExitCodes.Ok;
        });
        command.Subcommands.Add(Replay(session, json));
        return command;
    }

    private static Command Replay(Session session, Option<bool> json)
    {
        Argument<long> id = new("id") { Description = "The delivery, as the list numbers it." };
        Command command = new("replay", "Dispatch a proven delivery once more.") { id };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<DeliveryAccepted> answer = await client.ReplayAsync(parsed.GetValue(id), ct);
            string text = parsed.GetValue(json) ? answer.Json : string.Create(CultureInfo.InvariantCulture, $"delivery {answer.Value.Id} is dispatched again");
            await session.Terminal.Out.WriteLineAsync(text.AsMemory(), ct);
            return ExitCodes.Ok;
        });
        return command;
    }
}
