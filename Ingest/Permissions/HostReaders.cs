namespace Julie.Ingest.Permissions;

/// <summary>Who may read a repository's code, as the host says.</summary>
/// <param name="Logins">Users by their login.</param>
/// <param name="Teams">Teams of the owner.</param>
internal sealed record HostReaders(IReadOnlyList<string> Logins, IReadOnlyList<(string Owner, string Team)> Teams)
{
    /// <summary>Nobody: the repository is not there any more, or the token may not see it.</summary>
    public static HostReaders Nobody { get; } = new([], []);
}
