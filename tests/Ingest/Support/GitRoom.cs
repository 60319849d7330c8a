using Julie.Ingest.Git;
using Julie.Ingest.Sync;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Support;

/// <summary>The Git part of the service with a data directory of its own.</summary>
internal sealed class GitRoom : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public GitRoom(Action<IngestOptions>? configure = null, GitCredentials? credentials = null)
    {
        var options = new IngestOptions { DataDirectory = _data.Path, AllowLocalPaths = true };
        configure?.Invoke(options);
        Options = Microsoft.Extensions.Options.Options.Create(options);
        Command = new GitCommand(Options);
        Runner = new GitRunner(Command, TimeProvider.System);
        Resolver = new HostResolver(Options, credentials: credentials);
        Heads = new RemoteHeads(Runner, Resolver, Options);
        Cache = new RepositoryCache(Runner, Resolver, Options, NullLogger<RepositoryCache>.Instance);
        Trees = new TreeReader(Command, Options);
        Rules = new RuleReader(Command, Options, NullLogger<RuleReader>.Instance);
    }

    public IOptions<IngestOptions> Options { get; }

    public GitCommand Command { get; }

    public GitRunner Runner { get; }

    public HostResolver Resolver { get; }

    public RemoteHeads Heads { get; }

    public RepositoryCache Cache { get; }

    public TreeReader Trees { get; }

    public RuleReader Rules { get; }

    public GitRemote Remote(string url) => GitUrl.Parse(url, Options.Value.AllowLocalPaths);

    public async Task<BareRepository> FetchAsync(string url, long repositoryId = 1)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var remote = Remote(url);
        var head = await Heads.ReadDefaultAsync(remote, cancellationToken);
        return await Cache.FetchAsync(repositoryId, 1, remote, head, cancellationToken);
    }

    public async Task<List<TreeFile>> FilesAsync(BareRepository repository)
    {
        var files = new List<TreeFile>();
        await foreach (var file in Trees.ReadAsync(repository, TestContext.Current.CancellationToken))
        {
            files.Add(file);
        }

        return files;
    }

    public void Dispose() => _data.Dispose();
}
