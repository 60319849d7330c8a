namespace Julie.Ingest.Git;

/// <summary>A repository that may be fetched, as <see cref="GitUrl"/> understood it.</summary>
/// <param name="Url">What git is given: an https URL, or the real path of a local repository.</param>
/// <param name="Host">Host of the identity; with its port where that is not 443; <c>local</c> for local repositories.</param>
/// <param name="HostId">The host's name for the repository: the lower-case path without .git, or the real path.</param>
/// <param name="DefaultName">Name to show where the caller gave none.</param>
/// <param name="IsLocal">Whether it is a folder of this machine.</param>
internal sealed record GitRemote(string Url, string Host, string HostId, string DefaultName, bool IsLocal);
