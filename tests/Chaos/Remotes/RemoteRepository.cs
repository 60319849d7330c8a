using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Julie.Chaos.Tests.Remotes;

/// <summary>A bare repository as a host keeps it, and what is known of its branches. One push at a time.</summary>
internal sealed class RemoteRepository
{
    private const string Zeros = "0000000000000000000000000000000000000000";
    private int _clock;

    private RemoteRepository(string name, string directory, string provider, bool allRefs) =>
        (Name, Directory, Provider, AllRefs) = (name, directory, provider, allRefs);

    public string Name { get; }

    public string Directory { get; }

    public string Url => $"file://{Directory}";

    /// <summary>Whose webhooks announce it.</summary>
    public string Provider { get; }

    /// <summary>Whether all branches and tags are indexed, or the default branch only.</summary>
    public bool AllRefs { get; }

    public IReadOnlyList<string>? Patterns => AllRefs ? ["*", "refs/tags/*"] : null;

    /// <summary>Branch by its short name, newest commit last.</summary>
    public Dictionary<string, List<Commit>> Branches { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public string Default { get; private set; } = "main";

    public static async Task<RemoteRepository> CreateAsync(string root, string name, string provider, bool allRefs, CancellationToken cancellationToken)
    {
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(root, "acme", $"{name}.git")).FullName;
        await GitProgram.RunAsync(directory, cancellationToken, "init", "--quiet", "--bare", "-b", "main");
        return new RemoteRepository(name, directory, provider, allRefs);
    }

    /// <summary>Another repository with everything that this one has.</summary>
    public async Task<RemoteRepository> ForkAsync(string name, string provider, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(Path.GetDirectoryName(Directory)!, $"{name}.git");
        await GitProgram.RunAsync(Directory, cancellationToken, "clone", "--quiet", "--bare", "--no-local", Directory, directory);
        var fork = new RemoteRepository(name, directory, provider, AllRefs) { Default = Default, _clock = _clock };
        foreach (var (branch, history) in Branches)
        {
            fork.Branches[branch] = [.. history];
        }

        foreach (var (tag, commit) in Tags)
        {
            fork.Tags[tag] = commit;
        }

        return fork;
    }

    /// <summary>A commit with this tree on the branch, which begins with it where it is new.</summary>
    public async Task<RefUpdate> CommitAsync(string branch, ImmutableSortedDictionary<string, TreeItem> tree, CancellationToken cancellationToken, string? from = null)
    {
        var history = Branches.TryGetValue(branch, out var known) ? known : Branches[branch] = [];
        var parent = from ?? history.LastOrDefault()?.Id;
        var id = await ImportAsync(branch, parent, tree, cancellationToken);
        var before = history.LastOrDefault()?.Id;
        history.Add(new Commit(id, tree));
        return new RefUpdate($"refs/heads/{branch}", before, id);
    }

    /// <summary>A branch that begins where another stands.</summary>
    public async Task<RefUpdate> BranchAsync(string branch, string from, CancellationToken cancellationToken)
    {
        Branches[branch] = [.. Branches[from]];
        await UpdateAsync($"create refs/heads/{branch} {Branches[branch][^1].Id}", cancellationToken);
        return new RefUpdate($"refs/heads/{branch}", null, Branches[branch][^1].Id);
    }

    /// <summary>Takes the last commits of a branch away.</summary>
    public async Task<RefUpdate> RewindAsync(string branch, int commits, CancellationToken cancellationToken)
    {
        var history = Branches[branch];
        var before = history[^1].Id;
        history.RemoveRange(history.Count - commits, commits);
        await UpdateAsync($"update refs/heads/{branch} {history[^1].Id}", cancellationToken);
        return new RefUpdate($"refs/heads/{branch}", before, history[^1].Id);
    }

    public async Task<RefUpdate> DeleteBranchAsync(string branch, CancellationToken cancellationToken)
    {
        Branches.Remove(branch, out var history);
        await UpdateAsync($"delete refs/heads/{branch}", cancellationToken);
        return new RefUpdate($"refs/heads/{branch}", history![^1].Id, null);
    }

    public async Task<RefUpdate> TagAsync(string tag, string branch, bool annotated, CancellationToken cancellationToken)
    {
        var commit = Branches[branch][^1].Id;
        var before = Tags.GetValueOrDefault(tag);
        string[] kind = annotated ? ["-a", "-m", tag] : [];
        await GitProgram.RunAsync(Directory, cancellationToken, ["tag", "--force", .. kind, tag, commit]);
        Tags[tag] = commit;
        return new RefUpdate($"refs/tags/{tag}", before, commit);
    }

    public async Task<RefUpdate> DeleteTagAsync(string tag, CancellationToken cancellationToken)
    {
        Tags.Remove(tag, out var commit);
        await UpdateAsync($"delete refs/tags/{tag}", cancellationToken);
        return new RefUpdate($"refs/tags/{tag}", commit, null);
    }

    /// <summary>The host's administrator chooses another default branch. Hosts tell nobody.</summary>
    public async Task SwitchDefaultAsync(string branch, CancellationToken cancellationToken)
    {
        await GitProgram.RunAsync(Directory, cancellationToken, "symbolic-ref", "HEAD", $"refs/heads/{branch}");
        Default = branch;
    }

    /// <summary>What the index has to hold: the commit of each ref that is tracked.</summary>
    public IEnumerable<(string Ref, string Commit)> Heads()
    {
        foreach (var (branch, history) in Branches.Where(b => AllRefs || b.Key == Default))
        {
            yield return ($"refs/heads/{branch}", history[^1].Id);
        }

        foreach (var (tag, commit) in AllRefs ? Tags : [])
        {
            yield return ($"refs/tags/{tag}", commit);
        }
    }

    private Task<string> UpdateAsync(string line, CancellationToken cancellationToken) =>
        GitProgram.RunAsync(Directory, Encoding.ASCII.GetBytes(line + "\n"), cancellationToken, "update-ref", "--stdin");

    private async Task<string> ImportAsync(string branch, string? parent, ImmutableSortedDictionary<string, TreeItem> tree, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        void Write(string text) => stream.Write(Encoding.Latin1.GetBytes(text));
        Write(string.Create(CultureInfo.InvariantCulture, $"commit refs/heads/{branch}\nmark :1\ncommitter Test <test@example.org> {1_700_000_000 + _clock++} +0000\ndata 1\nx\n"));
        Write(parent is null ? "" : $"from {parent}\n");
        Write("deleteall\n");
        foreach (var (path, item) in tree)
        {
            if (item.Mode == TreeItem.Submodule)
            {
                Write($"M {item.Mode} {Encoding.ASCII.GetString(item.Content)} {Quote(path)}\n");
                continue;
            }

            Write(string.Create(CultureInfo.InvariantCulture, $"M {item.Mode} inline {Quote(path)}\ndata {item.Content.Length}\n"));
            stream.Write(item.Content);
            Write("\n");
        }

        Write("\nget-mark :1\ndone\n");
        var printed = await GitProgram.RunAsync(Directory, stream.ToArray(), cancellationToken, "fast-import", "--quiet", "--force", "--done");
        var id = printed.Trim();
        return id.Length == Zeros.Length ? id : throw new InvalidOperationException($"fast-import printed '{id}'");
    }

    /// <summary>A C string in which every byte beyond letters and digits is written in octal.</summary>
    private static string Quote(string path) =>
        "\"" + string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}")) + "\"";
}
