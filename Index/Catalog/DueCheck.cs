namespace Julie.Index.Catalog;

/// <summary>A repository whose remote is to be asked for its heads.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where to ask.</param>
/// <param name="SinceChange">Time since a head was last seen to move.</param>
/// <param name="RefPatterns">Which refs are tracked beside the default one, as they were given.</param>
/// <param name="Failures">Checks that failed since the last one that did not.</param>
public sealed record DueCheck(long RepositoryId, string Name, string Url, TimeSpan SinceChange, IReadOnlyList<string> RefPatterns, int Failures);
