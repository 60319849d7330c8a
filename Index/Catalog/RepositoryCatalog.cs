using Julie.Contracts.Api;
using Julie.Index.Catalog.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Repositories and their refs.</summary>
public sealed class RepositoryCatalog(NpgsqlDataSource dataSource)
{
    private const int Attempts = 4;

    /// <summary>Makes the repository with its default ref, or brings a known (host, host's id) up to date.</summary>
    /// <exception cref="RepositoryNameTakenException">Another repository has the name.</exception>
    public async Task<RegisteredRepository> RegisterAsync(NewRepository repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryRegisterAsync(repository, cancellationToken);
            }
            catch (Exception e) when (CameInBetween(e))
            {
                // Someone may have registered the same repository between our look and our insert, its name with it, or removed it: the next
                // look sees that. A name that is still taken then is another repository's.
                if (attempt > 1 && (e.InnerException as PostgresException)?.ConstraintName == "repository_name_key")
                {
                    throw new RepositoryNameTakenException(repository.Name, e);
                }

                if (attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The tracked ref with its repository; null when there is none.</summary>
    public async Task<RefTarget?> FindRefAsync(long refId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await Targets(context.Refs.Where(r => r.Id == refId && r.RemovedAt == null)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Every tracked ref, for the reconciler's comparison of heads.</summary>
    public async Task<IReadOnlyList<RefTarget>> ListRefsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await Targets(context.Refs.Where(r => r.RemovedAt == null).OrderBy(r => r.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>Name of the repository with this (host, host's id); null when there is none. For the services' own decisions, not for an answer.</summary>
    public async Task<string?> FindNameAsync(string host, string hostId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select name from repository where host = @host and host_id = @host_id");
        command.Parameters.AddWithValue("host", host);
        command.Parameters.AddWithValue("host_id", hostId);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Which of these keys belong to no repository. For the services' own decisions, not for an answer.</summary>
    public async Task<IReadOnlyList<long>> FindGoneAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select i from unnest(@ids) i where not exists (select from repository r where r.id = i)");
        command.Parameters.AddWithValue("ids", ids.ToArray());
        return await command.ReadIdsAsync(cancellationToken);
    }

    /// <summary>State and counts of every readable repository, by name.</summary>
    public Task<IReadOnlyList<RepositoryStatus>> ListAsync(ReadableRepositories readable, CancellationToken cancellationToken) =>
        RepositoryStatusReader.ReadAsync(dataSource, id: null, readable, cancellationToken);

    /// <summary>State and counts of one repository; null when there is none that the caller may read.</summary>
    public async Task<RepositoryStatus?> FindAsync(long id, ReadableRepositories readable, CancellationToken cancellationToken) =>
        (await RepositoryStatusReader.ReadAsync(dataSource, id, readable, cancellationToken)).SingleOrDefault();

    /// <summary>Every tracked ref of a repository, the default one first; empty when there is none that the caller may read.</summary>
    public Task<IReadOnlyList<RefStatus>> ListRefsAsync(long id, ReadableRepositories readable, CancellationToken cancellationToken) =>
        RefStatusReader.ReadAsync(dataSource, id, readable, cancellationToken);

    private static bool CameInBetween(Exception exception) => exception is DbUpdateConcurrencyException
        || (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.DeadlockDetected;

    private static IQueryable<RefTarget> Targets(IQueryable<RefRow> refs) => refs.AsNoTracking().Select(r => new RefTarget(
        r.Id, r.RepositoryId, r.Repository!.Name, r.Repository.Url, r.Name, r.IsDefault, r.Repository.ObjectFormat, r.AppliedCommit) { Rules = r.Rules });

    private async Task<RegisteredRepository> TryRegisterAsync(NewRepository repository, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Repositories
            .SingleOrDefaultAsync(r => r.Host == repository.Host && r.HostId == repository.HostId, cancellationToken);
        var created = row is null;
        if (row is null)
        {
            row = new()
            {
                Host = repository.Host, HostId = repository.HostId, Url = repository.Url, Name = repository.Name, ObjectFormat = repository.ObjectFormat,
            };
            context.Repositories.Add(row);
        }
        else
        {
            (row.Url, row.ObjectFormat) = (repository.Url, repository.ObjectFormat);
            row.Name = repository.Rename ? repository.Name : row.Name;
        }

        await context.SaveChangesAsync(cancellationToken);
        // Whoever registers has just asked the remote.
        await context.Database.ExecuteSqlAsync($"insert into remote_check (repository_id, due_at) values ({row.Id}, now() + interval '1 minute') on conflict do nothing", cancellationToken);
        var target = await DefaultRef.MoveAsync(connection, row.Id, repository.DefaultRef, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(row.Id, target, row.Name, created);
    }
}
