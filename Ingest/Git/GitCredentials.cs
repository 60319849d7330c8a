using System.Text;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Git;

/// <summary>Finds the credential of a private repository: by reference to configuration or a file, never stored anywhere else.</summary>
internal sealed class GitCredentials(IOptionsMonitor<GitCredentialsOptions> options)
{
    /// <summary>The setting to give to git; null where no pattern names the repository.</summary>
    /// <exception cref="GitException">The credential that fits is incomplete: fetching without it would say something misleading.</exception>
    public GitSecret? Find(GitRemote remote)
    {
        if (remote.IsLocal)
        {
            return null;
        }

        var fits = options.CurrentValue
            .Select(c => (Name: c.Key, Credential: c.Value, Pattern: Whole(c.Key, c.Value.Pattern)))
            .Where(c => Glob.Matches(c.Pattern, $"{remote.Host}/{remote.HostId}"))
            .OrderByDescending(c => c.Pattern.Length).ThenBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
        if (fits is not [var (name, credential, _), ..])
        {
            return null;
        }

        var token = Token(name, credential);
        var header = credential.Scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase)
            ? $"Authorization: Bearer {token}"
            : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{token}"))}";
        // SECURITY: the setting names the host: git sends the header to no other, wherever a redirect or an alternate points.
        return new GitSecret($"http.{new Uri(remote.Url).GetLeftPart(UriPartial.Authority)}/.extraHeader", header);
    }

    /// <summary>SECURITY: a wildcard in the host could send the token to a stranger's server.</summary>
    private static string Whole(string name, string pattern)
    {
        var host = pattern.Split('/')[0];
        if (host.Length == 0 || host.Contains('*', StringComparison.Ordinal))
        {
            throw new GitException(GitFailure.Local, $"{GitCredentialsOptions.Section}:{name}:Pattern names no single host. Remedy: write a host, or host/path with * in the path only.");
        }

        return pattern.Contains('/', StringComparison.Ordinal) ? pattern : $"{pattern}/*";
    }

    private static string Token(string name, GitCredentialOptions credential)
    {
        string? token;
        try
        {
            token = credential.Token ?? (credential.TokenFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GitException(GitFailure.Local, $"{GitCredentialsOptions.Section}:{name}:TokenFile cannot be read ({exception.GetType().Name}). Remedy: check the file and its permissions.", exception);
        }

        return string.IsNullOrEmpty(token) || token.Any(char.IsControl)
            ? throw new GitException(GitFailure.Local, $"{GitCredentialsOptions.Section}:{name} has no token of one line. Remedy: set Token or TokenFile.")
            : token;
    }
}
