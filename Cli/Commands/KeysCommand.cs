using System.CommandLine;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie keys create|list|rotate|revoke</c></summary>
internal static class KeysCommand
{
    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged.", Recursive = true };
        Command command = new("keys", "Make, list, rotate and revoke API keys. Needs an admin key.") { json };
        command.Subcommands.Add(Make(session, json));
        command.Subcommands.Add(List(session, json));
        command.Subcommands.Add(Rotate(session, json));
        command.Subcommands.Add(Revoke(session));
        return command;
    }

    private static Command Make(Session session, Option<bool> json)
    {
        Argument<string> name = new("name") { Description = "Who or what will use it." };
        Option<string[]> scopes = new("--scope") { Description = "search, ingest or admin; may come several times. Default: search.", HelpName = "SCOPE" };
        Option<string[]> repositories = new("--repository") { Description = "What it may read: a name, or a pattern such as 'acme/*'; may come several times.", HelpName = "PATTERN" };
        Option<string?> expires = new("--expires") { Description = "After this it stops working: 90d, 12h. Default: never.", HelpName = "TIME" };
        Command command = new("create", "Make a key. Its secret is printed this once.") { name, scopes, repositories, expires };
        command.SetAction(async (parsed, ct) =>
        {
            DateTimeOffset? end = session.Terminal.Time.GetUtcNow() + Lifetime.Parse(parsed.GetValue(expires), "--expires");
            using JulieClient client = session.Connect(parsed);
            Answer<IssuedKey> answer = await client.CreateKeyAsync(
                new CreateKey(parsed.GetRequiredValue(name), parsed.GetValue(scopes), parsed.GetValue(repositories), end), ct);
            return await ShowAsync(session.Terminal, answer, parsed.GetValue(json), ct);
        });
        return command;
    }

    private static Command List(Session session, Option<bool> json)
    {
        Option<bool> all = new("--all") { Description = "Also those that are expired or revoked." };
        Command command = new("list", "List the keys.") { all };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<IReadOnlyList<KeyInfo>> answer = await client.GetKeysAsync(parsed.GetValue(all), ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(AccessView.Keys(answer.Value, session.Terminal.Time.GetUtcNow()));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Rotate(Session session, Option<bool> json)
    {
        Argument<string> key = new("key") { Description = "Its name or number." };
        Option<string?> grace = new("--grace") { Description = "How long the secret before goes on working: 1d, 30m. Default: not at all.", HelpName = "TIME" };
        Option<string?> expires = new("--expires") { Description = "When it stops working from now on: 90d. Default: as before.", HelpName = "TIME" };
        Command command = new("rotate", "Give a key another secret, printed this once. Its grants stay.") { key, grace, expires };
        command.SetAction(async (parsed, ct) =>
        {
            TimeSpan? overlap = Lifetime.Parse(parsed.GetValue(grace), "--grace");
            DateTimeOffset? end = session.Terminal.Time.GetUtcNow() + Lifetime.Parse(parsed.GetValue(expires), "--expires");
            using JulieClient client = session.Connect(parsed);
            Answer<IssuedKey> answer = await client.RotateKeyAsync(
                parsed.GetRequiredValue(key), new RotateKey((int?)Math.Min(overlap?.TotalSeconds ?? 0, int.MaxValue), end), ct);
            return await ShowAsync(session.Terminal, answer, parsed.GetValue(json), ct);
        });
        return command;
    }

    private static Command Revoke(Session session)
    {
        Argument<string> key = new("key") { Description = "Its name or number." };
        Command command = new("revoke", "End a key at once.") { key };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            await client.RevokeKeyAsync(parsed.GetRequiredValue(key), ct);
            await session.Terminal.Error.WriteLineAsync($"key {Printable.Text(parsed.GetRequiredValue(key))} is revoked".AsMemory(), ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>The secret alone on standard output, for <c>$(...)</c>; what it is for beside it.</summary>
    private static async Task<int> ShowAsync(Terminal terminal, Answer<IssuedKey> answer, bool json, CancellationToken ct)
    {
        if (json)
        {
            await terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            return ExitCodes.Ok;
        }

        terminal.ErrorConsole().Write(AccessView.Issued(answer.Value.Key));
        await terminal.Out.WriteLineAsync(answer.Value.Secret.AsMemory(), ct);
        return ExitCodes.Ok;
    }
}
