using System.CommandLine;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Commands;

/// <summary><c>julie repositories</c></summary>
internal static class RepositoriesCommand
{
    public static Command Create(Session session)
    {
        Option<bool> json = new("--json") { Description = "Print the API's answer, unchanged." };
        Command command = new("repositories", "List the repositories with state, files and coverage.") { json };
        command.Aliases.Add("repos");
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
}
