using System.Text.RegularExpressions;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Asks a remote where it stands.</summary>
internal sealed partial class RemoteHeads(GitRunner git, HostResolver resolver, IOptions<IngestOptions> options)
{
    private const string Head = "HEAD";

    /// <summary>The default branch and its commit.</summary>
    /// <exception cref="GitException">Unreachable, or empty.</exception>
    public Task<RemoteHead> ReadDefaultAsync(GitRemote remote, CancellationToken cancellationToken) => ReadAsync(remote, null, cancellationToken);

    /// <summary>The commit of a ref.</summary>
    /// <exception cref="GitException">Unreachable, or the ref is gone.</exception>
    public Task<RemoteHead> ReadAsync(GitRemote remote, string? refName, CancellationToken cancellationToken) =>
        remote.IsLocal ? ReadLocalAsync(remote, refName, cancellationToken) : ReadHttpsAsync(remote, refName, cancellationToken);

    private async Task<RemoteHead> ReadHttpsAsync(GitRemote remote, string? refName, CancellationToken cancellationToken)
    {
        var access = await resolver.AccessAsync(remote, cancellationToken);
        var result = await git.RunAsync(
            ["ls-remote", "--symref", "--end-of-options", remote.Url, refName ?? Head], access, options.Value.LsRemoteTimeout,
            $"Asking {remote.Url} for its head", cancellationToken: cancellationToken);
        if (!result.Succeeded)
        {
            throw Unreachable(remote, result);
        }

        var symref = SymbolicRef().Match(result.Text) is { Success: true } match ? match.Groups[1].Value : Head;
        var wanted = refName ?? Head;
        foreach (Match line in RefLine().Matches(result.Text))
        {
            if (line.Groups[2].Value == wanted)
            {
                return new RemoteHead(refName ?? symref, line.Groups[1].Value);
            }
        }

        throw Missing(remote, refName);
    }

    /// <summary>Without a transport: git reads the refs in place, so that no upload-pack runs with the folder's own configuration.</summary>
    private async Task<RemoteHead> ReadLocalAsync(GitRemote remote, string? refName, CancellationToken cancellationToken)
    {
        var repository = LocalRepository.Find(remote.Url)
            ?? throw new GitException(GitFailure.Unreachable, $"{remote.Url} is no Git repository any more. Remedy: restore it, or register the place where it is now.");
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
        : new GitException(GitFailure.Unreachable, $"{remote.Url} has no {refName} any more. Remedy: push that branch, or register the repository again to follow its new default branch.");

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
