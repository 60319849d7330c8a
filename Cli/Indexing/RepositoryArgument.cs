using System.Text.RegularExpressions;

namespace Julie.Cli.Indexing;

/// <summary>What a person types for a repository: a URL goes as it is, a path is made absolute, because the service has another current folder.</summary>
internal static partial class RepositoryArgument
{
    public static string Normalize(string text, string currentDirectory)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new JulieException(ExitCodes.Usage, "An empty name is no repository", "Give a folder or a URL: julie index . or julie index https://github.com/owner/name");
        }

        if (text.StartsWith('-'))
        {
            throw new JulieException(ExitCodes.Usage, $"'{text}' is no option of julie index, nor an address", $"A folder of that name is ./{text}");
        }

        if (text.Contains("://", StringComparison.Ordinal) || ScpLike().IsMatch(text))
        {
            return text;
        }

        string path = text == "~" || text.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..]
            : text;
        string absolute = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentDirectory));
        return HostLike().IsMatch(text) && !Path.Exists(absolute)
            ? throw new JulieException(ExitCodes.Usage, $"There is no folder {text} here", $"Meant as an address? julie index https://{text}")
            : absolute;
    }

    // git@host:owner/name: the service says which URLs it takes
    [GeneratedRegex(@"^[\w.-]+@[\w.-]+:", RegexOptions.CultureInvariant)]
    private static partial Regex ScpLike();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/.+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostLike();
}
