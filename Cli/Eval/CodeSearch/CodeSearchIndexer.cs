using Julie.Cli.Client;
using Julie.Cli.Indexing;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>Brings the set's repositories into the index, each at its pinned commit, as anyone's would come there: registered and synced.</summary>
internal sealed class CodeSearchIndexer(JulieClient client, Terminal terminal, string checkouts, string pinned)
{
    /// <summary>Returns when every passage of every repository is embedded.</summary>
    public async Task EnsureAsync(IReadOnlyList<EvalRepository> repositories, CancellationToken ct)
    {
        Dictionary<string, RepositoryStatus> known = (await client.GetRepositoriesAsync(ct)).Value.ToDictionary(repository => repository.Name, StringComparer.Ordinal);
        EvalRepository[] missing = [.. repositories.Where(repository => !IsReady(known.GetValueOrDefault(repository.IndexedName), repository))];
        List<SyncWatch> syncs = [];
        foreach (EvalRepository repository in missing)
        {
            string checkout = Find(repository);
            string folder = await PinnedRepository.MakeAsync(checkout, repository.Revision, Path.Combine(pinned, repository.Name + ".git"), ct);
            RegisterRepository request = new(folder, repository.IndexedName);
            syncs.Add(new SyncWatch((await client.RegisterAsync(request, ct)).Value, terminal.Time));
        }

        if (syncs.Count > 0)
        {
            terminal.Error.WriteLine($"indexing {string.Join(", ", missing.Select(repository => repository.Name))}");
            await new SyncWaiter(client, terminal.Time).WaitAsync(syncs, () => { }, ct);
        }

        if (syncs.FirstOrDefault(sync => sync.Failed) is { } failed)
        {
            throw new JulieException(ExitCodes.Nothing, $"{failed.Name} could not be indexed", failed.Last!.Value.Error);
        }
    }

    private static bool IsReady(RepositoryStatus? status, EvalRepository repository) =>
        status is { State: "ready" } && status.Commit == repository.Revision && status.Passages.Embedded + status.Passages.Failed == status.Passages.Total;

    private string Find(EvalRepository repository)
    {
        string[] candidates = [Path.Combine(checkouts, repository.Name), Path.Combine(checkouts, repository.Name + ".git")];
        return candidates.FirstOrDefault(Directory.Exists)
            ?? throw new JulieException(ExitCodes.Usage, $"{checkouts} has no folder {repository.Name}", "--checkouts is a folder with one Git repository for each name of repos.json");
    }
}
