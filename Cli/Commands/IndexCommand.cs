using System.CommandLine;
using Julie.Cli.Connecting;
using Julie.Cli.Indexing;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;
using Spectre.Console;

namespace Julie.Cli.Commands;

/// <summary><c>julie index</c></summary>
internal static class IndexCommand
{
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(3);

    public static Command Create(Session session)
    {
        Argument<string[]> targets = new("PATH|URL") { Description = "Folders with a Git repository, or https URLs.", Arity = ArgumentArity.OneOrMore };
        Option<string?> name = new("--name") { Description = "Name to show and to filter by; for one repository.", HelpName = "NAME" };
        Option<string[]> refs = new("--ref") { Description = "Index the refs that match too: 'release/*' (branches), 'refs/tags/v*', '^' leaves out; give it several times. Replaces what was set.", HelpName = "PATTERN" };
        Option<bool> wait = new("--wait") { Description = "Show progress and end when every passage is embedded." };
        Option<bool> json = new("--json") { Description = "Print the API's answers, one line for each repository." };
        Command command = new("index", "Index repositories, or sync them again where they are known.") { targets, name, refs, wait, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is not null && result.GetValue(targets) is { Length: > 1 })
            {
                result.AddError("--name is for one repository: index them one by one.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            bool asJson = parsed.GetValue(json);
            (int code, List<Answer<RepositoryAccepted>> accepted) =
                await RegisterAsync(session.Terminal, client, parsed.GetValue(targets)!, parsed.GetValue(name), parsed.GetValue(refs), ct);
            if (!parsed.GetValue(wait))
            {
                WriteAccepted(session.Terminal, accepted, asJson);
                return code;
            }

            List<SyncWatch> syncs = [.. accepted.Select(answer => new SyncWatch(answer.Value, session.Terminal.Time))];
            await WatchAsync(session.Terminal, new SyncWaiter(client, session.Terminal.Time), syncs, asJson, ct);
            return Math.Max(code, syncs.Any(sync => sync.Failed) ? ExitCodes.Nothing : ExitCodes.Ok);
        });
        return command;
    }

    // A repository that cannot be registered fails alone (law 10); the exit code tells of the worst.
    private static async Task<(int Code, List<Answer<RepositoryAccepted>> Accepted)> RegisterAsync(
        Terminal terminal, JulieClient client, string[] targets, string? name, string[]? refs, CancellationToken ct)
    {
        int code = ExitCodes.Ok;
        List<Answer<RepositoryAccepted>> accepted = [];
        foreach (string target in targets)
        {
            try
            {
                string url = RepositoryArgument.Normalize(target, terminal.CurrentDirectory);
                accepted.Add(await client.RegisterAsync(new RegisterRepository(url, name, refs is { Length: > 0 } ? refs : null), ct));
            }
            catch (Exception e) when (Failures.Of(e) is { } failure)
            {
                code = Math.Max(code, failure.ExitCode);
                ErrorText.Write(terminal, failure, targets.Length > 1 ? target : null);
                if (failure.ExitCode is ExitCodes.Unreachable or ExitCodes.Refused)
                {
                    break;
                }
            }
        }

        return (code, accepted);
    }

    private static void WriteAccepted(Terminal terminal, List<Answer<RepositoryAccepted>> accepted, bool asJson)
    {
        IAnsiConsole console = terminal.OutConsole();
        foreach (Answer<RepositoryAccepted> answer in accepted)
        {
            if (asJson)
            {
                terminal.Out.WriteLine(answer.Json);
                continue;
            }

            string verb = answer.Value.Created ? "added" : "known, syncing";
            console.MarkupLineInterpolated($"[green]{verb}[/]  [bold]{Printable.Text(answer.Value.Name)}[/]  sync {answer.Value.SyncId}, follow it with: julie status --watch");
        }
    }

    private static async Task WatchAsync(Terminal terminal, SyncWaiter waiter, List<SyncWatch> syncs, bool asJson, CancellationToken ct)
    {
        if (asJson)
        {
            await waiter.WaitAsync(syncs, () => { }, ct);
            syncs.ForEach(sync => terminal.Out.WriteLine(sync.Last!.Json));
            return;
        }

        IAnsiConsole console = terminal.OutConsole();
        if (terminal.IsInteractive && syncs.Count > 0)
        {
            await console.Live(ProgressView.Table(syncs)).AutoClear(true)
                .StartAsync(live => waiter.WaitAsync(syncs, () => live.UpdateTarget(ProgressView.Table(syncs)), ct));
        }
        else
        {
            await waiter.WaitAsync(syncs, Lines(terminal, syncs), ct);
        }

        syncs.ForEach(sync => SummaryView.Write(console, sync));
    }

    private static Action Lines(Terminal terminal, List<SyncWatch> syncs)
    {
        Dictionary<SyncWatch, (string Line, long At)> said = [];
        return () =>
        {
            foreach (SyncWatch sync in syncs.Where(sync => !sync.Ended))
            {
                string line = ProgressView.Line(sync);
                if (!said.TryGetValue(sync, out (string Line, long At) last) || (last.Line != line && terminal.Time.GetElapsedTime(last.At) >= LinePause))
                {
                    said[sync] = (line, terminal.Time.GetTimestamp());
                    terminal.Out.WriteLine(line);
                }
            }
        };
    }
}
