using System.Diagnostics;
using Julie.Contracts.Api;

namespace Julie.Cli.Opening;

/// <summary>Where a file of the index lies on this machine: in a repository that was indexed from here, or in the checkout that one stands in.</summary>
internal static class Checkout
{
    /// <summary>Null where it is not here.</summary>
    public static async Task<string?> FindAsync(IReadOnlyList<RepositoryStatus> repositories, Place place, string currentDirectory, CancellationToken ct)
    {
        if (repositories.Where(one => place.File.StartsWith(one.Name + "/", StringComparison.OrdinalIgnoreCase)).MaxBy(one => one.Name.Length) is not { } repository)
        {
            return null;
        }

        string path = place.File[(repository.Name.Length + 1)..];
        string? root = LocalFolder(repository.Url);
        if (root is null && await GitAsync(currentDirectory, ct, "remote", "get-url", "origin") is { } origin && SameRemote(origin, repository.Url))
        {
            root = await GitAsync(currentDirectory, ct, "rev-parse", "--show-toplevel");
        }

        // SECURITY: a path of the index must not lead out of the checkout.
        string? file = root is null ? null : Path.GetFullPath(Path.Combine(root, path));
        return file is not null && file.StartsWith(Path.TrimEndingDirectorySeparator(root!) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }

    private static string? LocalFolder(string url) =>
        Path.IsPathRooted(url) ? url : Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath : null;

    /// <summary>https://host/a/b.git, git@host:a/b and ssh://git@host/a/b are one.</summary>
    internal static bool SameRemote(string one, string other) => Bare(one) == Bare(other);

    private static string Bare(string url)
    {
        string rest = url.Trim();
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme >= 0 ? rest[(scheme + 3)..] : rest.Replace(":", "/", StringComparison.Ordinal);
        rest = rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..].TrimEnd('/');
        return (rest.EndsWith(".git", StringComparison.Ordinal) ? rest[..^4] : rest).ToLowerInvariant();
    }

    private static async Task<string?> GitAsync(string folder, CancellationToken ct, params string[] arguments)
    {
        try
        {
            using Process? git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true });
            if (git is null)
            {
                return null;
            }

            string output = (await git.StandardOutput.ReadToEndAsync(ct)).Trim();
            await git.WaitForExitAsync(ct);
            return git.ExitCode == 0 && output.Length > 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git here
        }
    }
}
