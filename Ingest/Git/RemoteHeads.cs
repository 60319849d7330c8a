using System.Text.RegularExpressions;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Asks a remote where it stands.</summary>
internal sealed partial class RemoteHeads(GitRunner git, HostResolver resolver, IOptions<IngestOptions> options)
{
    private const string Head = "HEAD";
    private const string Peeled = "^{}";

    /// <summary>The default branch and its commit.</summary>
    /// <exception cref="GitException">Unreachable, or empty.</exception>
    public Task<RemoteHead> ReadDefaultAsync(GitRemote remote, CancellationToken cancellationToken) => ReadAsync(remote, null, cancellationToken);

    /// <summary>The commit of a ref.</summary>
    /// <exception cref="GitException">Unreachable, or the ref is gone.</exception>
    public Task<RemoteHead> ReadAsync(GitRemote remote, string? refName, CancellationToken cancellationToken) =>
        remote.IsLocal ? ReadLocalAsync(remote, refName, cancellationToken) : ReadHttpsAsync(remote, refName, cancellationToken);

    /// <summary>The default branch, and every branch and tag that the patterns match.</summary>
    /// <exception cref="GitException">Unreachable, or empty.</exception>
    public async Task<RemoteRefs> ListAsync(GitRemote remote, RefPatterns patterns, CancellationToken cancellationToken)
    {
        if (patterns.IsEmpty)
        {
            return new RemoteRefs(await ReadDefaultAsync(remote, cancellationToken), new Dictionary<string, string>());
        }

        var (head, text) = remote.IsLocal
            ? (await ReadLocalAsync(remote, null, cancellationToken), await ListLocalAsync(remote, cancellationToken))
            : await ListHttpsAsync(remote, cancellationToken);
        var refs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match line in RefLine().Matches(text))
        {
            // An annotated tag has two lines, the second with the commit that it means.
            var name = line.Groups[2].Value;
            var bare = name.EndsWith(Peeled, StringComparison.Ordinal) ? name[..^Peeled.Length] : name;
            if (patterns.Matches(bare))
            {
                refs[bare] = line.Groups[1].Value;
            }
        }

        return new RemoteRefs(head, refs);
    }

    private async Task<(RemoteHead Head, string Text)> ListHttpsAsync(GitRemote remote, CancellationToken cancellationToken)
    {
        var access = await resolver.AccessAsync(remote, cancellationToken);
        var result = await git.RunAsync(
            ["ls-remote", "--symref", "--end-of-options", remote.Url, Head, "refs/heads/*", "refs/tags/*"], access, options.Value.LsRemoteTimeout,
            $"Asking {remote.Url} for its refs", cancellationToken: cancellationToken);
        return result.Succeeded ? (Find(remote, null, result.Text), result.Text) : throw Unreachable(remote, result);
    }

    private async Task<string> ListLocalAsync(GitRemote remote, CancellationToken cancellationToken)
    {
        var repository = Local(remote);
        var result = await git.RunAsync(
            [$"--git-dir={repository.GitDirectory}", "for-each-ref", "--format=%(objectname)%09%(refname)%0a%(*objectname)%09%(refname)^{}", "refs/heads/", "refs/tags/"],
            GitAccess.Folder(remote.Url), options.Value.LsRemoteTimeout, $"Reading the refs of {remote.Url}", cancellationToken: cancellationToken);
        return result.Succeeded ? result.Text : throw Unreachable(remote, result);
    }

    private static LocalRepository Local(GitRemote remote) => LocalRepository.Find(remote.Url)
        ?? throw new GitException(GitFailure.Unreachable, $"{remote.Url} is no Git repository any more. Remedy: restore it, or register the place where it is now.");

    private async Task<RemoteHead> ReadHttpsAsync(GitRemote remote, string? refName, CancellationToken cancellationToken)
    {
        var access = await resolver.AccessAsync(remote, cancellationToken);
        var result = await git.RunAsync(
            ["ls-remote", "--symref", "--end-of-options", remote.Url, refName ?? Head, .. refName is null ? (string[])[] : [refName + Peeled]], access, options.Value.LsRemoteTimeout,
            $"Asking {remote.Url} for its head", cancellationToken: cancellationToken);
        return result.Succeeded ? Find(remote, refName, result.Text) : throw Unreachable(remote, result);
    }

    private static RemoteHead Find(GitRemote remote, string? refName, string text)
    {
        var symref = SymbolicRef().Match(text) is { Success: true } match ? match.Groups[1].Value : Head;
        var wanted = refName ?? Head;
        string? commit = null;
        foreach (Match line in RefLine().Matches(text))
        {
            // The peeled line of an annotated tag comes after the tag's own.
            if (line.Groups[2].Value == wanted || line.Groups[2].Value == wanted + Peeled)
            {
                commit = line.Groups[1].Value;
            }
        }

        return commit is null ? throw Missing(remote, refName) : new RemoteHead(refName ?? symref, commit);
    }

    /// <summary>Without a transport: git reads the refs in place, so that no upload-pack runs with the folder's own configuration.</summary>
    private async Task<RemoteHead> ReadLocalAsync(GitRemote remote, string? refName, CancellationToken cancellationToken)
    {
        var repository = Local(remote);
        var access = GitAccess.Folder(remote.Url);
        Task<GitResult> Run(params string[] arguments) => git.RunAsync(
            [$"--git-dir={repository.GitDirectory}", .. arguments], access, options.Value.LsRemoteTimeout, $"Reading the head of {remote.Url}", cancellationToken: cancellationToken);

        var name = refName;
        if (name is null)
        {
            var symbolic = await Run("symbolic-ref", "--quiet", Head);
            name = symbolic.Succeeded ? symbolic.Text.Trim() : Head;
        }

        var parsed = await Run("rev-parse", "--quiet", "--verify", "--end-of-options", $"{name}^{{}}");
        if (parsed.Succeeded && ObjectId().IsMatch(parsed.Text.Trim()))
        {
            return new RemoteHead(name, parsed.Text.Trim());
        }

        // --quiet says nothing about a ref that is not there; anything else is a real failure.
        throw string.IsNullOrWhiteSpace(parsed.StandardError) || refName is not null ? Missing(remote, refName) : Unreachable(remote, parsed);
    }

    private static GitException Missing(GitRemote remote, string? refName) => refName is null
        ? new GitException(GitFailure.Empty, $"{remote.Url} is empty: its default branch has no commit. Remedy: push a commit to the default branch, then register it again.")
        : new GitException(GitFailure.Gone, $"{remote.Url} has no {refName} any more. Remedy: push that branch, or register the repository again to follow its new default branch.");

    internal static GitException Unreachable(GitRemote remote, GitResult result)
    {
        var said = Redaction.OfStandardError(result.StandardError);
        var remedy = said switch
        {
            _ when said.Contains("could not read Username", StringComparison.Ordinal) || said.Contains("Authentication failed", StringComparison.Ordinal) =>
                "it is missing or private; check the URL, and for a private one the token in Julie:Git:Credentials",
            _ when said.Contains("error: 30", StringComparison.Ordinal) || said.Contains("redirect", StringComparison.OrdinalIgnoreCase) =>
                "the host redirects; give the URL that it redirects to",
            _ => "check the URL, and that this machine reaches the host",
        };
        return new GitException(GitFailure.Unreachable, $"{remote.Url} is unreachable: {(said.Length == 0 ? $"git ended with {result.ExitCode}" : said)}. Remedy: {remedy}.");
    }

    [GeneratedRegex(@"^ref: (refs/[^\t\n]+)\tHEAD$", RegexOptions.Multiline)]
    private static partial Regex SymbolicRef();

    [GeneratedRegex(@"^([0-9a-f]{40}|[0-9a-f]{64})\t([^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex RefLine();

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex ObjectId();
}
