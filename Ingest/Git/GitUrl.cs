using System.Text.RegularExpressions;

namespace Julie.Ingest.Git;

/// <summary>Reads what a person gives as a repository. Untrusted: everything that is not plainly allowed is refused.</summary>
internal static partial class GitUrl
{
    public const string LocalHost = "local";
    private const int MaxLength = 2000;

    /// <exception cref="GitException">With the input and the remedy.</exception>
    public static GitRemote Parse(string? input, bool allowLocalPaths)
    {
        var text = input?.Trim() ?? string.Empty;
        if (text.Length == 0)
        {
            throw Invalid("(empty)", "no repository was given", "give an https URL such as https://github.com/dotnet/aspire");
        }

        if (text.Length > MaxLength)
        {
            throw Invalid(text, $"it is longer than {MaxLength} characters", "give the repository's clone URL");
        }

        // SECURITY: a value that starts with '-' would be an option to git; control characters split headers and logs.
        if (text[0] == '-')
        {
            throw Invalid(text, "it starts with '-', as an option does", "give an https URL or a path; write ./-name for a folder whose name starts with '-' and make it absolute");
        }

        if (text.Any(char.IsControl))
        {
            throw Invalid(text, "it holds control characters", "give the URL on one line, without tabs or line ends");
        }

        if (text.StartsWith('/'))
        {
            return Local(text, text, allowLocalPaths);
        }

        if (RemoteHelper().IsMatch(text))
        {
            throw Invalid(text, "transport helpers (name::address) run programs and are refused", "give an https URL");
        }

        if (!SchemePrefix().IsMatch(text))
        {
            throw ScpLike().IsMatch(text)
                ? Invalid(text, "SSH addresses are not supported", $"give the https URL: https://{text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace(':', '/')}")
                : Invalid(text, "it is neither an https URL nor an absolute path", "write https:// before a host, or the whole path, starting with '/'");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Invalid(text, "it is no valid URL", "give an https URL such as https://github.com/dotnet/aspire");
        }

        return uri.Scheme switch
        {
            "https" => Https(text, uri),
            "file" when uri.Host.Length > 0 && uri.Host != "localhost" =>
                throw Invalid(text, "a file URL may not name another host", "write file:///absolute/path"),
            "file" => Local(text, Uri.UnescapeDataString(uri.AbsolutePath), allowLocalPaths),
            "http" => throw Invalid(text, "plain http can be changed on its way", "use https://"),
            _ => throw Invalid(text, $"the scheme '{uri.Scheme}' is not supported", "give an https URL"),
        };
    }

    private static GitRemote Https(string text, Uri uri)
    {
        // SECURITY: credentials are never stored in clear, so they may not come in a URL either.
        if (uri.UserInfo.Length > 0)
        {
            throw Invalid(text, "it holds credentials", "leave the user name and the password out of the URL");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Invalid(text, "it holds a query or a fragment", "give the clone URL, without '?' and '#'");
        }

        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (uri.IdnHost.Length == 0 || segments.Length == 0)
        {
            throw Invalid(text, "it names no repository", "give the repository's path too, as in https://github.com/dotnet/aspire");
        }

        segments[^1] = TrimGitSuffix(segments[^1]);
        if (segments[^1].Length == 0)
        {
            throw Invalid(text, "it names no repository", "give the repository's path too, as in https://github.com/dotnet/aspire");
        }

        var bare = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        var host = uri.IsDefaultPort ? bare : $"{bare}:{uri.Port}";
        var name = string.Join('/', segments[^Math.Min(2, segments.Length)..]);
        return new GitRemote(
            $"https://{host}{uri.AbsolutePath.TrimEnd('/')}",
            host.ToLowerInvariant(),
            string.Join('/', segments).ToLowerInvariant(),
            Uri.UnescapeDataString(name),
            IsLocal: false);
    }

    private static GitRemote Local(string text, string path, bool allowed)
    {
        // SECURITY: without this a key with scope ingest could read any repository of the server's disk.
        if (!allowed)
        {
            throw Invalid(text, "local repositories are not allowed here", "give an https URL, or let the operator set Julie:Ingest:AllowLocalPaths to true");
        }

        if (path.Any(char.IsControl))
        {
            throw Invalid(text, "it holds control characters", "rename the folder");
        }

        string real;
        try
        {
            real = RealPath.Of(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid(text, $"the path cannot be read ({exception.Message})", "check the path and its permissions");
        }

        if (!Directory.Exists(real))
        {
            throw Invalid(text, File.Exists(real) ? "it is a file, not a repository" : "there is no such folder on the machine that runs ingest", "give the folder that holds .git, or a bare repository");
        }

        if (LocalRepository.Find(real) is null)
        {
            throw Invalid(text, "the folder is no Git repository", "give the folder that holds .git, or a bare repository; `git init` makes one");
        }

        var name = TrimGitSuffix(Path.GetFileName(real));
        return new GitRemote(real, LocalHost, real, name.Length == 0 ? "repository" : name, IsLocal: true);
    }

    private static string TrimGitSuffix(string name) =>
        name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;

    private static GitException Invalid(string input, string reason, string remedy) =>
        new(GitFailure.InvalidUrl, $"'{Redaction.Shorten(Redaction.Clean(input), 200)}' cannot be indexed: {reason}. Remedy: {remedy}.");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9+.-]*::")]
    private static partial Regex RemoteHelper();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:/")]
    private static partial Regex SchemePrefix();

    [GeneratedRegex(@"^[^/\s:@]+@[^/\s:]+:[^\s]+$")]
    private static partial Regex ScpLike();
}
