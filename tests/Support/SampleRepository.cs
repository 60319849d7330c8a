namespace Julie.Tests.Support;

/// <summary>A Git repository in a temporary folder that a test fills and changes.</summary>
public sealed class SampleRepository : IDisposable
{
    private readonly string root;

    private SampleRepository(string root) => this.root = root;

    /// <summary>The folder with the work tree; also the path to register.</summary>
    public string Folder => root;

    /// <summary>An empty repository with the branch <c>main</c> and no commit.</summary>
    public static async Task<SampleRepository> CreateAsync(CancellationToken cancellationToken)
    {
        var repository = new SampleRepository(Directory.CreateTempSubdirectory("julie-sample-").FullName);
        await repository.GitAsync(cancellationToken, "init", "-q", "-b", "main");
        return repository;
    }

    /// <summary>A clone of this one under another folder: a fork.</summary>
    public async Task<SampleRepository> ForkAsync(CancellationToken cancellationToken)
    {
        var fork = new SampleRepository(Directory.CreateTempSubdirectory("julie-fork-").FullName);
        await GitAsync(cancellationToken, "clone", "-q", root, fork.root);
        return fork;
    }

    /// <summary>Writes a file of the work tree.</summary>
    public SampleRepository Write(string path, string content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    /// <summary>Writes a file of bytes.</summary>
    public SampleRepository Write(string path, byte[] content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return this;
    }

    /// <summary>Removes a file of the work tree.</summary>
    public SampleRepository Delete(string path)
    {
        File.Delete(Path.Combine(root, path));
        return this;
    }

    /// <summary>Commits everything and returns the commit's id.</summary>
    public async Task<string> CommitAsync(string message, CancellationToken cancellationToken)
    {
        await GitAsync(cancellationToken, "add", "-A");
        await GitAsync(cancellationToken, "commit", "-q", "-m", message);
        return (await GitAsync(cancellationToken, "rev-parse", "HEAD")).Trim();
    }

    /// <summary>Runs git in the work tree and returns what it printed.</summary>
    public async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Command.RunAsync(
            "git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "protocol.file.allow=always", .. arguments], cancellationToken, root);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {result.Error}");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(root, recursive: true);
}
