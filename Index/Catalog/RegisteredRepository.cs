namespace Julie.Index.Catalog;

/// <summary>What <see cref="RepositoryCatalog.RegisterAsync"/> made or found.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="RefId">Key of its default ref.</param>
/// <param name="Name">Its name now.</param>
/// <param name="Created">False when (host, host's id) was known.</param>
public sealed record RegisteredRepository(long RepositoryId, long RefId, string Name, bool Created);
