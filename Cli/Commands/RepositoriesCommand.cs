using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Julie.Cli.Completion;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie repositories</c>, and <c>remove</c></summary>
internal static class RepositoriesCommand
{
    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Command command = new("repositories", "List the repositories with state, files and coverage; remove one.") { json };
        command.Aliases.Add("repos");
        command.Subcommands.Add(Remove(session));
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            Answer<IReadOnlyList<RepositoryStatus>> answer = await client.GetRepositoriesAsync(ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(StatusView.Repositories(answer.Value));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Remove(Session session)
    {
        Argument<string> repository = new("repository") { Description = "Its whole name, or its number.", HelpName = "repository" };
        repository.CompletionSources.Add(context => Suggestions.Repositories(session, context.ParseResult).Select(name => new CompletionItem(name)));
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask whether it is meant." };
        Command command = new("remove", "Remove a repository from the index. Needs the scope ingest.") { repository, yes };
        command.SetAction(async (parsed, ct) =>
        {
            Terminal terminal = session.Terminal;
            using JulieClient client = session.Connect(parsed);
            RepositoryStatus found = Find((await client.GetRepositoriesAsync(ct)).Value, parsed.GetRequiredValue(repository));
            if (!parsed.GetValue(yes) && !IsMeant(terminal, found))
            {
                await terminal.Error.WriteLineAsync("nothing was removed".AsMemory(), ct);
                return ExitCodes.Nothing;
            }

            await client.RemoveRepositoryAsync(found.Id, ct);
            await terminal.Error.WriteLineAsync($"{Printable.Text(found.Name)} is removed".AsMemory(), ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    // Not by the end of a name, as elsewhere: what is removed by mistake has to be read and embedded anew.
    private static RepositoryStatus Find(IReadOnlyList<RepositoryStatus> all, string named) =>
        all.FirstOrDefault(r => r.Name == named)
        ?? (long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? all.FirstOrDefault(r => r.Id == id) : null)
        ?? throw new JulieException(ExitCodes.Nothing, $"There is no repository '{named}' that this key may read", "See the names with: julie repositories");

    private static bool IsMeant(Terminal terminal, RepositoryStatus repository)
    {
        if (!terminal.InIsTerminal)
        {
            throw new JulieException(ExitCodes.Usage, $"Nobody can be asked whether '{repository.Name}' is to be removed", "Say so with --yes");
        }

        terminal.Error.Write($"Remove {Printable.Text(repository.Name)} ({Figures.Count(repository.Files.Total)} files, {Printable.Text(repository.Url)}) from the index? [y/N] ");
        return terminal.In?.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
