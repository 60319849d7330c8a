using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Julie.Cli.Completion;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie files</c></summary>
internal static class FilesCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(Session session)
    {
        Argument<string> repository = new("repository") { Description = "Its name, the end of its name, or its number.", HelpName = "repository" };
        repository.CompletionSources.Add(context => Suggestions.Repositories(session, context.ParseResult).Select(name => new CompletionItem(name)));
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Option<string?> state = new("--state") { Description = "Only these: indexed, skipped, failed, pending.", HelpName = "STATE" };
        Option<string?> reason = new("--reason") { Description = "Only those skipped for this reason: binary, too-large, ignored, ...", HelpName = "REASON" };
        Option<string?> path = new("--path") { Description = "Only these: a part of the path, or a pattern with * and **.", HelpName = "GLOB" };
        Option<bool> secrets = new("--secrets") { Description = "Only files in which secrets were masked." };
        Option<string?> on = new("--ref") { Description = "On this branch or tag. Default: the repository's default branch.", HelpName = "REF" };
        Option<string?> cursor = new("--cursor") { Description = "The next page, as the page before named it.", HelpName = "NEXT" };
        Option<int> limit = new("--limit") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        Command command = new("files", "Show a repository's files: which are searchable, which are not and why, where secrets were masked.")
        {
            repository, json, state, reason, path, secrets, on, cursor, limit,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            long id = await FindAsync(client, parsed.GetRequiredValue(repository), ct);
            RepositoryFilesOptions options = new()
            {
                State = parsed.GetValue(state),
                Reason = parsed.GetValue(reason),
                Path = parsed.GetValue(path),
                Secrets = parsed.GetValue(secrets),
                Ref = parsed.GetValue(on),
                Cursor = parsed.GetValue(cursor),
                Limit = parsed.GetValue(limit),
            };
            Answer<RepositoryFiles> answer = await client.GetFilesAsync(id, options, ct);
            if (parsed.GetValue(json))
            {
                await session.Terminal.Out.WriteLineAsync(answer.Json.AsMemory(), ct);
            }
            else
            {
                session.Terminal.OutConsole().Write(FilesView.Page(answer.Value));
            }

            return answer.Value.Files.Count > 0 ? ExitCodes.Ok : ExitCodes.Nothing;
        });
        return command;
    }

    private static async Task<long> FindAsync(JulieClient client, string name, CancellationToken ct)
    {
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return id;
        }

        IReadOnlyList<RepositoryStatus> all = (await client.GetRepositoriesAsync(ct)).Value;
        RepositoryStatus[] found = [.. all.Where(r => r.Name == name)];
        if (found.Length == 0)
        {
            found = [.. all.Where(r => r.Name.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase))];
        }

        return found.Length == 1
            ? found[0].Id
            : throw new JulieException(
                ExitCodes.Nothing,
                found.Length == 0 ? $"There is no repository '{name}' that this key may read" : $"'{name}' is the end of {found.Length} names: {string.Join(", ", found.Select(r => r.Name))}",
                "See the names with: julie repositories");
    }
}
