using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Repositories and their refs.</summary>
public sealed class RepositoryCatalog(NpgsqlDataSource dataSource)
{
    /// <summary>Makes the repository with its default ref, or brings a known (host, host's id) up to date.</summary>
    /// <exception cref="RepositoryNameTakenException">Another repository has the name.</exception>
    public Task<RegisteredRepository> RegisterAsync(NewRepository repository, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>The ref with its repository; null when there is none.</summary>
    public Task<RefTarget?> FindRefAsync(long refId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Every tracked ref, for the reconciler's comparison of heads.</summary>
    public Task<IReadOnlyList<RefTarget>> ListRefsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>State and counts of every readable repository, by name.</summary>
    public Task<IReadOnlyList<RepositoryStatus>> ListAsync(ReadableRepositories readable, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>State and counts of one repository; null when there is none that the caller may read.</summary>
    public Task<RepositoryStatus?> FindAsync(long id, ReadableRepositories readable, CancellationToken cancellationToken) => throw new NotImplementedException();
}
