using System.CommandLine;
using Julie.Cli.Client;
using Julie.Cli.Eval;
using Julie.Cli.Eval.CodeSearch;

namespace Julie.Cli.Commands;

/// <summary><c>julie eval</c>: how good the search is, through the running system, with its defaults.</summary>
internal static class EvalCommand
{
    public static Command Create(Session session) =>
        new("eval", "Measure how good the search is, on published sets and on your own code.") { CodeSearch(session) };

    private static Command CodeSearch(Session session)
    {
        Option<string> data = new("--data") { Description = "The set: repos.json, queries.json, perhaps peers.json.", HelpName = "DIR", Required = true };
        Option<string> checkouts = new("--checkouts") { Description = "A Git repository, bare or not, for each name of repos.json. Must be where the services run.", HelpName = "DIR", Required = true };
        Option<bool> org = new("--org") { Description = "Ask over everything that is indexed, with no filter." };
        Option<bool> parts = new("--parts") { Description = "Also by vectors alone, by words alone, and fused without ranking." };
        Option<string[]> only = new("--only") { Description = "Only this repository of the set; give it several times.", HelpName = "NAME" };
        RunOptions output = new();
        Command command = new("code-search", "Questions about repositories with the files that answer them: NDCG, MRR, recall, latency, beside other systems.")
        {
            data, checkouts, org, parts, only, output.Json, output.Save, output.Compare, output.Queries,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            CodeSearchSet set = CodeSearchSet.Load(Path.GetFullPath(parsed.GetValue(data)!, session.Terminal.CurrentDirectory)).Only(parsed.GetValue(only) ?? []);
            string folder = Path.GetFullPath(parsed.GetValue(checkouts)!, session.Terminal.CurrentDirectory);
            await new CodeSearchIndexer(client, session.Terminal, folder, EvalFolder.Of(session.Terminal)).EnsureAsync(set.Repositories, ct);
            await output.WriteAsync(session.Terminal, parsed, await new CodeSearchRunner(client).RunAsync(set, parsed.GetValue(org), parsed.GetValue(parts), ct), ct);
            return ExitCodes.Ok;
        });
        return command;
    }
}
