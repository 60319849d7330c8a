namespace Julie.Index.Access;

/// <summary>A repository as its host knows it.</summary>
/// <param name="Id">Key of the repository.</param>
/// <param name="Host">Its host.</param>
/// <param name="HostId">The host's id, in lower case.</param>
/// <param name="Url">Where it is fetched from.</param>
public sealed record HostedRepository(long Id, string Host, string HostId, string Url);
