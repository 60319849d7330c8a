using System.Collections.Immutable;

using Julie.Chaos.Tests.Remotes;

namespace Julie.Chaos.Tests.Plan;

/// <summary>Carries out pushes. What cannot be done where it falls (nothing to delete yet) becomes an edit.</summary>
internal sealed class Pusher(List<RemoteRepository> repositories, IReadOnlyList<string> providers)
{
    private const int MostFiles = 40;
    private int _forks;

    /// <summary>The repository that was pushed to, and what changed in it.</summary>
    public async Task<(RemoteRepository Repository, IReadOnlyList<RefUpdate> Updates)> PushAsync(Step step, CancellationToken cancellationToken)
    {
        var random = new Random(step.Seed);
        var repository = repositories[random.Next(repositories.Count)];
        if (step.Push == PushKind.Fork)
        {
            var fork = await repository.ForkAsync($"{repository.Name.Split('-')[0]}-fork-{++_forks}", providers[random.Next(providers.Count)], cancellationToken);
            repositories.Add(fork);
            return (fork, [.. fork.Heads().Select(h => new RefUpdate(h.Ref, null, h.Commit))]);
        }

        return (repository, await ChangeAsync(repository, step.Push, random, cancellationToken) is { } update ? [update] : []);
    }

    private static async Task<RefUpdate?> ChangeAsync(RemoteRepository repository, PushKind kind, Random random, CancellationToken cancellationToken)
    {
        var main = repository.Default;
        string[] others = [.. repository.Branches.Keys.Where(b => b != main).Order(StringComparer.Ordinal)];
        string[] tags = [.. repository.Tags.Keys.Order(StringComparer.Ordinal)];
        var history = repository.Branches[main];
        switch (kind)
        {
            case PushKind.ForceBack when history.Count > 2:
                return await repository.RewindAsync(main, random.Next(1, Math.Min(4, history.Count - 1)), cancellationToken);
            case PushKind.ForceOther when history.Count > 2:
                var before = await repository.RewindAsync(main, 1, cancellationToken);
                return (await EditAsync(repository, main, random, cancellationToken)) with { Before = before.Before };
            case PushKind.Revert when history.Count > 2:
                return await repository.CommitAsync(main, history[random.Next(history.Count - 1)].Tree, cancellationToken);
            case PushKind.NewBranch when others.Length < 6:
                var branch = $"{Writer.Words[random.Next(Writer.Words.Length)]}-{random.Next(100)}";
                return repository.Branches.ContainsKey(branch) ? await EditAsync(repository, branch, random, cancellationToken)
                    : await repository.BranchAsync(branch, main, cancellationToken);
            case PushKind.BranchEdit when others.Length > 0:
                return await EditAsync(repository, others[random.Next(others.Length)], random, cancellationToken);
            case PushKind.DeleteBranch when others.Length > 0:
                return await repository.DeleteBranchAsync(others[random.Next(others.Length)], cancellationToken);
            case PushKind.SwitchDefault when others.Length > 0:
                await repository.SwitchDefaultAsync(others[random.Next(others.Length)], cancellationToken);
                return null;
            case PushKind.Tag or PushKind.AnnotatedTag:
                return await repository.TagAsync($"v{random.Next(1000)}", main, kind == PushKind.AnnotatedTag, cancellationToken);
            case PushKind.MoveTag when tags.Length > 0:
                return await repository.TagAsync(tags[random.Next(tags.Length)], main, false, cancellationToken);
            case PushKind.DeleteTag when tags.Length > 0:
                return await repository.DeleteTagAsync(tags[random.Next(tags.Length)], cancellationToken);
            default:
                return await CommitAsync(repository, main, kind, random, cancellationToken);
        }
    }

    private static Task<RefUpdate> EditAsync(RemoteRepository repository, string branch, Random random, CancellationToken cancellationToken) =>
        CommitAsync(repository, branch, PushKind.Edit, random, cancellationToken);

    private static Task<RefUpdate> CommitAsync(RemoteRepository repository, string branch, PushKind kind, Random random, CancellationToken cancellationToken)
    {
        var tree = repository.Branches[branch][^1].Tree;
        string[] files = [.. tree.Keys.Where(p => tree[p].Mode is TreeItem.File or TreeItem.Program)];
        var path = files[random.Next(files.Length)];
        var item = tree[path];
        var changed = kind switch
        {
            PushKind.Delete when files.Length > 3 => tree.Remove(path),
            PushKind.Rename => tree.Remove(path).SetItem($"moved/{random.Next(10)}/{path[(path.LastIndexOf('/') + 1)..]}", item),
            PushKind.CaseRename => tree.Remove(path).SetItem(path.Any(char.IsAsciiLetterLower) ? path.ToUpperInvariant() : path.ToLowerInvariant(), item),
            PushKind.ModeChange => tree.SetItem(path, item with { Mode = item.Mode == TreeItem.File ? TreeItem.Program : TreeItem.File }),
            PushKind.BadFile => With(Writer.Bad(random)),
            PushKind.Rules => With(Writer.Rules(random)),
            PushKind.Refused or PushKind.NotANumber or PushKind.Deadly => With(Writer.Poisoned(Writer.PoisonOf(kind - PushKind.Refused), random)),
            PushKind.Add when files.Length < MostFiles => With(Writer.File(random)),
            _ => tree.SetItem(path, item with { Content = Writer.Content(Path.GetExtension(path), random) }),
        };
        return repository.CommitAsync(branch, changed, cancellationToken);

        ImmutableSortedDictionary<string, TreeItem> With((string Path, TreeItem Item) file)
        {
            // A folder of that name in the way, or a file where a folder is to be: git could not hold both.
            var free = tree.RemoveRange(tree.Keys.Where(p => p.StartsWith(file.Path + "/", StringComparison.Ordinal) || file.Path.StartsWith(p + "/", StringComparison.Ordinal)));
            return free.SetItem(file.Path, file.Item);
        }
    }
}
