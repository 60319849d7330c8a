using System.Text.RegularExpressions;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>What a caller may see, worked out the slow way: over lists, one thing after the other, with nothing of the product's own code.</summary>
internal sealed class Reference(World world)
{
    public IReadOnlyList<WorldRepository> Readable(Caller caller) =>
        [.. world.Repositories.Where(repository => caller.Admin || caller.Grants.Any(grant => Matches(grant.Pattern, repository.Name)) || world.HostAccess.Any(access =>
            access.Of == repository && access.Holds && (access.Users.Any(user => user == caller.User) || access.Groups.Any(caller.Groups.Contains))))];

    public IReadOnlyList<WorldRepository> Unreadable(Caller caller) => [.. world.Repositories.Except(Readable(caller))];

    /// <summary><c>*</c> is anything, every other character is itself.</summary>
    public static bool Matches(string pattern, string name) =>
        Regex.IsMatch(name, $"^{string.Join(".*", pattern.Split('*').Select(Regex.Escape))}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>Places of indexed passages on these refs of these repositories.</summary>
    public static IReadOnlyList<Place> Places(IEnumerable<WorldRepository> repositories, Func<WorldRef, bool> refs) =>
    [
        .. from repository in repositories
           from one in repository.Refs
           where refs(one)
           from file in one.Files
           where file.State == "indexed"
           from passage in file.Passages
           select new Place(repository, one, file, passage),
    ];

    /// <summary>
    /// Filters of repositories as docs/search.md has them, among what the caller may read: a whole name is that repository, a glob is anchored,
    /// anything else is a part. Case does not count.
    /// </summary>
    public static IReadOnlyList<WorldRepository> Filtered(IReadOnlyList<WorldRepository> readable, IReadOnlyList<string> wanted, IReadOnlyList<string> unwanted)
    {
        bool Means(string filter, WorldRepository repository) =>
            readable.Any(one => Same(one.Name, filter)) ? Same(repository.Name, filter)
            : filter.Contains('*', StringComparison.Ordinal) ? Matches(filter.ToLowerInvariant(), repository.Name.ToLowerInvariant())
            : repository.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);
        return [.. readable.Where(repository => (wanted.Count == 0 || wanted.Any(filter => Means(filter, repository))) && !unwanted.Any(filter => Means(filter, repository)))];
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A passage in a file on a ref of a repository.</summary>
internal sealed record Place(WorldRepository Repository, WorldRef Ref, WorldFile File, WorldPassage Passage)
{
    public int StartLine => 1 + (10 * File.Passages.ToList().IndexOf(Passage));
}
