using System.CommandLine;
using Julie.Cli.Eval;
using Julie.Cli.Eval.CodeSearch;
using Julie.Cli.Eval.CosQa;
using Julie.Cli.Eval.Golden;
using Julie.Cli.Eval.Note;
using Julie.Cli.Eval.Own;
using Julie.Cli.Eval.Repositories;
using Julie.Client;

namespace Julie.Cli.Commands;

/// <summary><c>julie eval</c>: how good the search is, through the running system, with its defaults.</summary>
internal static class EvalCommand
{
    private const int Depth = 10;
    private const int DeepMrr = 100;

    public static Command Create(Session session) =>
        new("eval", "Measure how good the search is, on published sets and on your own code.") { CodeSearch(session), CosQa(session), Own(session), Note(session), Golden(session) };

    private static Command CodeSearch(Session session)
    {
        Option<string> data = Data("The set: repos.json, queries.json, perhaps peers.json.");
        Option<string> checkouts = new("--checkouts") { Description = "A Git repository, bare or not, for each name of repos.json. Must be where the services run.", HelpName = "DIR", Required = true };
        Option<bool> org = new("--org") { Description = "Ask over everything that is indexed, with no filter." };
        Option<bool> parts = Parts();
        Option<string[]> only = new("--only") { Description = "Only this repository of the set; give it several times.", HelpName = "NAME" };
        RunOptions output = new();
        Command command = new("code-search", "Questions about repositories with the files that answer them: NDCG, MRR, recall, latency, beside other systems.")
        {
            data, checkouts, org, parts, only, output.Json, output.Save, output.Compare, output.Queries,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            CodeSearchSet set = CodeSearchSet.Load(Absolute(session, parsed.GetValue(data)!)).Only(parsed.GetValue(only) ?? []);
            string folder = Absolute(session, parsed.GetValue(checkouts)!);
            string pinned = EvalFolder.Of(session.Terminal);
            await new EvalIndexer(client, session.Terminal).EnsureAsync([.. set.Repositories.Select(one => (one.IndexedName, one.Revision, Make(one)))], ct);
            bool all = parsed.GetValue(org);
            QueryRunner runner = new(client, "code-search", all ? "org" : "scoped", Depth);
            await output.WriteAsync(session.Terminal, parsed, await runner.RunAsync(set.Asked(scoped: !all), parsed.GetValue(parts), ct, set.Peers), ct);
            return ExitCodes.Ok;

            Func<Task<string>> Make(EvalRepository repository) => async () =>
            {
                string place = Path.Combine(pinned, repository.Name + ".git");
                await PinnedRepository.MakeAsync(place, repository.Checkout(folder), repository.Revision, ct);
                return place;
            };
        });
        return command;
    }

    private static Command CosQa(Session session)
    {
        Option<string> data = Data("The set: code_idx_map.json and a split of queries.");
        Option<string> split = new("--split") { Description = "File with the queries.", HelpName = "FILE", DefaultValueFactory = _ => CosQaSet.DefaultSplit };
        Option<bool> undocumented = new("--undocumented") { Description = "Take the docstrings out of the functions first." };
        RunOptions output = new();
        Command command = new("cosqa", "Web queries and Python functions: MRR by vectors alone, by words alone, fused and ranked.")
        {
            data, split, undocumented, output.Json, output.Save, output.Compare, output.Queries,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            bool documented = !parsed.GetValue(undocumented);
            CosQaSet set = CosQaSet.Load(Absolute(session, parsed.GetValue(data)!), parsed.GetValue(split)!, documented);
            string name = documented ? "cosqa" : "cosqa-undocumented";
            await IndexAsync(session, client, name, set.Files, null, null, ct);
            QueryRunner runner = new(client, "cosqa", documented ? "with docstrings" : "without docstrings", DeepMrr);
            await output.WriteAsync(session.Terminal, parsed, await runner.RunAsync(set.Asked("eval/" + name), parts: true, ct), ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Own(Session session)
    {
        Argument<string> target = new("REPO") { Description = "Folder of a Git repository. Must be where the services run." };
        Option<int> most = new("--most") { Description = "So many functions and names, and so many sections of each document, at most.", HelpName = "N", DefaultValueFactory = _ => 200 };
        Option<bool> parts = Parts();
        RunOptions output = new();
        Command command = new("own", "A set made of your own code: what its authors say about functions is asked, after it was taken out; what documents say about code, and names too.")
        {
            target, most, parts, output.Json, output.Save, output.Compare, output.Queries,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            string checkout = Absolute(session, parsed.GetValue(target)!);
            string revision = (await EvalGit.RunAsync(checkout, ct, "rev-parse", "HEAD^{commit}")).Trim();
            OwnSet set = OwnSet.Of(await RevisionFiles.ReadAsync(checkout, revision, ct), parsed.GetValue(most));
            if (set.Queries.Count == 0)
            {
                throw new JulieException(ExitCodes.Nothing, $"{checkout} has no documented function that could be asked for");
            }

            string name = "own-" + Path.GetFileNameWithoutExtension(checkout);
            await IndexAsync(session, client, name, set.Files, checkout, revision, ct);
            QueryRunner runner = new(client, "own", "scoped", Depth);
            string indexed = "eval/" + name;
            AskedQuery[] asked = [.. set.Queries.Select(query => new AskedQuery($"repo:\"{indexed}\" {query.Text}", query.Text, name, indexed, "", query.Category, query.Targets))];
            await output.WriteAsync(session.Terminal, parsed, await runner.RunAsync(asked, parsed.GetValue(parts), ct), ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Note(Session session)
    {
        Argument<string> judgements = new("FILE") { Description = "Judgements: made by the first run, answered by you with true or false, read by the next." };
        Option<string?> filters = new("--in") { Description = "Filters for every question: 'repo:shop'.", HelpName = "FILTERS" };
        Option<string?> against = new("--against") { Description = "Judgements of the model so far: must this one replace it?", HelpName = "FILE" };
        Command command = new("note", "The research note's five questions and its rules: keep the model at 70 % precision, replace it for 20 % more MRR.") { judgements, filters, against };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            string file = Absolute(session, parsed.GetValue(judgements)!);
            string? other = parsed.GetValue(against) is { } given ? Absolute(session, given) : null;
            return await new NoteRun(client, session.Terminal).RunAsync(file, parsed.GetValue(filters), other, ct);
        });
        return command;
    }

    private static Command Golden(Session session)
    {
        Argument<string> file = new("FILE") { Description = "Queries, each after '? ', and under each the places that it found." };
        Option<string?> filters = new("--in") { Description = "Filters for every query: 'repo:shop'.", HelpName = "FILTERS" };
        Option<bool> update = new("--update") { Description = "Write what is found now into the file." };
        Command command = new("golden", "What a change of ranking, model or code does to queries that you know: the first ten places of each, against a file of them.") { file, filters, update };
        command.SetAction(async (parsed, ct) =>
        {
            using JulieClient client = session.Connect(parsed);
            return await new GoldenRun(client, session.Terminal).RunAsync(Absolute(session, parsed.GetValue(file)!), parsed.GetValue(filters), parsed.GetValue(update), ct);
        });
        return command;
    }

    private static async Task IndexAsync(
        Session session, JulieClient client, string name, IReadOnlyDictionary<string, string> files, string? checkout, string? revision, CancellationToken ct)
    {
        string place = Path.Combine(EvalFolder.Of(session.Terminal), name + ".git");
        string commit = await PinnedRepository.MakeAsync(place, files, ct, checkout, revision);
        await new EvalIndexer(client, session.Terminal).EnsureAsync([("eval/" + name, commit, () => Task.FromResult(place))], ct);
    }

    private static string Absolute(Session session, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, session.Terminal.CurrentDirectory));

    private static Option<string> Data(string description) => new("--data") { Description = description, HelpName = "DIR", Required = true };

    private static Option<bool> Parts() => new("--parts") { Description = "Also by vectors alone, by words alone, and fused without ranking." };
}
