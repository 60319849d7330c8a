using Julie.Cli.Indexing;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval.Repositories;

/// <summary>Brings repositories into the index as anyone's come there, registered and synced, and waits until every passage of them is embedded.</summary>
internal sealed class EvalIndexer(JulieClient client, Terminal terminal)
{
    /// <param name="wanted">Name in the index, commit that it shall hold, and what makes the repository and returns its folder.</param>
    /// <param name="ct">Ends it.</param>
    public async Task EnsureAsync(IReadOnlyList<(string Name, string Commit, Func<Task<string>> Make)> wanted, CancellationToken ct)
    {
        Dictionary<string, RepositoryStatus> known = (await client.GetRepositoriesAsync(ct)).Value.ToDictionary(repository => repository.Name, StringComparer.Ordinal);
        List<SyncWatch> syncs = [];
        foreach ((string name, string commit, Func<Task<string>> make) in wanted.Where(one => !IsReady(known.GetValueOrDefault(one.Name), one.Commit)))
        {
            syncs.Add(new SyncWatch((await client.RegisterAsync(new RegisterRepository(await make(), name), ct)).Value, terminal.Time));
        }

        if (syncs.Count > 0)
        {
            terminal.Error.WriteLine($"indexing {string.Join(", ", syncs.Select(sync => sync.Name))}");
            await new SyncWaiter(client, terminal.Time).WaitAsync(syncs, () => { }, ct);
        }

        if (syncs.FirstOrDefault(sync => sync.Failed) is { } failed)
        {
            throw new JulieException(ExitCodes.Nothing, $"{failed.Name} could not be indexed", failed.Last!.Value.Error);
        }
    }

    private static bool IsReady(RepositoryStatus? status, string commit) =>
        status is { State: "ready" } && status.Commit == commit && status.Passages.Embedded + status.Passages.Failed == status.Passages.Total;
}
