namespace Julie.Index.Access;

/// <summary>A repository whose host is to be asked who may read it.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Source">Name of the source in the configuration.</param>
/// <param name="Failures">Failures since the host last answered.</param>
public sealed record DueHostCheck(HostedRepository Repository, string Name, string Source, int Failures);
