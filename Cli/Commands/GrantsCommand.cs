using System.CommandLine;
using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie grants add|list|remove</c></summary>
internal static class GrantsCommand
{
    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged.", Recursive = true };
        Option<string?> key = new("--key") { Description = "A key, by its name or number.", HelpName = "KEY", Recursive = true };
        Option<string?> user = new("--user") { Description = "A user, as tokens name it.", HelpName = "SUBJECT", Recursive = true };
        Option<string?> group = new("--group") { Description = "A group, as tokens name it.", HelpName = "GROUP", Recursive = true };
        Command command = new("grants", "Say which repositories keys, users and groups may read. Needs an admin key.") { json, key, user, group };
        command.Subcommands.Add(Add(session, json, key, user, group));
        command.Subcommands.Add(List(session, json, key, user, group));
        command.Subcommands.Add(Remove(session));
        command.Subcommands.Add(Hosts(session, json));
        return command;
    }

    private static Command Add(Session session, Option<bool> json, Option<string?> key, Option<string?> user, Option<string?> group)
    {
        Argument<string> pattern = new("repository") { Description = "A repository's name, or a pattern such as 'acme/*'." };
        Command command = new("add", "Grant repositories to one key, user or group.") { pattern };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<GrantInfo> answer = await client.AddGrantAsync(
                new AddGrant(parsed.GetRequiredValue(pattern), parsed.GetValue(key), parsed.GetValue(user), parsed.GetValue(group)), ct);
            GrantInfo grant = answer.Value;
            string text = parsed.GetValue(json)
                ? answer.Json
                : string.Create(CultureInfo.InvariantCulture, $"grant {grant.Id}: {Printable.Text(grant.Repository)} to {AccessView.Grantee(grant)}, {grant.Matches} repositories now");
            await session.Terminal.Out.WriteLineAsync(text.AsMemory(), ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command List(Session session, Option<bool> json, Option<string?> key, Option<string?> user, Option<string?> group)
    {
        Command command = new("list", "List the grants, of all or of one key, user or group.");
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<IReadOnlyList<GrantInfo>> answer = await client.GetGrantsAsync(parsed.GetValue(key), parsed.GetValue(user), parsed.GetValue(group), ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(AccessView.Grants(answer.Value));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Hosts(Session session, Option<bool> json)
    {
        Command command = new("hosts", "Show what hosts say of who may read repositories, where they are asked.");
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<IReadOnlyList<HostAccess>> answer = await client.GetHostAccessAsync(ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(AccessView.Hosts(answer.Value));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Remove(Session session)
    {
        Argument<long[]> ids = new("id") { Description = "Grants, as the list numbers them.", Arity = ArgumentArity.OneOrMore };
        Command command = new("remove", "Take grants back.") { ids };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            foreach (long id in parsed.GetRequiredValue(ids))
            {
                await client.RemoveGrantAsync(id, ct);
                await session.Terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"grant {id} is removed").AsMemory(), ct);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
