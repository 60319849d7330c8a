using Julie.Contracts.Api;
using Julie.Index.Catalog.Rows;
using Julie.Index.Snapshots;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Repositories and their refs.</summary>
public sealed class RepositoryCatalog(NpgsqlDataSource dataSource)
{
    /// <summary>Makes the repository with its default ref, or brings a known (host, host's id) up to date.</summary>
    /// <exception cref="RepositoryNameTakenException">Another repository has the name.</exception>
    public async Task<RegisteredRepository> RegisterAsync(NewRepository repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryRegisterAsync(repository, cancellationToken);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
            {
                // Someone may have registered the same repository between our look and our insert, its name with it: the next look
                // finds it. A name that is still taken then is another repository's.
                if (attempt > 0 && violation.ConstraintName == "repository_name_key")
                {
                    throw new RepositoryNameTakenException(repository.Name, e);
                }

                if (attempt == 3)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The ref with its repository; null when there is none.</summary>
    public async Task<RefTarget?> FindRefAsync(long refId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await Targets(context.Refs.Where(r => r.Id == refId)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Every tracked ref, for the reconciler's comparison of heads.</summary>
    public async Task<IReadOnlyList<RefTarget>> ListRefsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        return await Targets(context.Refs.OrderBy(r => r.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>State and counts of every readable repository, by name.</summary>
    public Task<IReadOnlyList<RepositoryStatus>> ListAsync(ReadableRepositories readable, CancellationToken cancellationToken) =>
        RepositoryStatusReader.ReadAsync(dataSource, id: null, readable, cancellationToken);

    /// <summary>State and counts of one repository; null when there is none that the caller may read.</summary>
    public async Task<RepositoryStatus?> FindAsync(long id, ReadableRepositories readable, CancellationToken cancellationToken) =>
        (await RepositoryStatusReader.ReadAsync(dataSource, id, readable, cancellationToken)).SingleOrDefault();

    private static IQueryable<RefTarget> Targets(IQueryable<RefRow> refs) => refs.AsNoTracking().Select(r => new RefTarget(
        r.Id, r.RepositoryId, r.Repository!.Name, r.Repository.Url, r.Name, r.IsDefault, r.Repository.ObjectFormat, r.AppliedCommit));

    private async Task<RegisteredRepository> TryRegisterAsync(NewRepository repository, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var context = new IndexDbContext(connection);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Repositories.Include(r => r.Refs)
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

        var (target, moved) = await DefaultRefAsync(context, row, repository.DefaultRef, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        // Whoever registers has just asked the remote.
        await context.Database.ExecuteSqlAsync($"insert into remote_check (repository_id, due_at) values ({row.Id}, now() + interval '1 minute') on conflict do nothing", cancellationToken);
        if (moved)
        {
            await PassageVisibility.RecountAsync(connection, row.Id, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(row.Id, target.Id, row.Name, created);
    }

    /// <summary>The default ref; also whether another snapshot is the default now, so that visibility must be computed anew.</summary>
    private static async Task<(RefRow Target, bool Moved)> DefaultRefAsync(
        IndexDbContext context, RepositoryRow row, string name, CancellationToken cancellationToken)
    {
        var old = row.Refs.SingleOrDefault(r => r.IsDefault);
        var target = row.Refs.SingleOrDefault(r => r.Name == name);
        if (old is null)
        {
            target = new() { Name = name, IsDefault = true };
            row.Refs.Add(target);
            return (target, false);
        }

        if (target is null)
        {
            // The host renamed its default branch: the snapshot stays searchable, and the next sync moves it to the new head.
            old.Name = name;
            return (old, false);
        }

        if (target != old)
        {
            // Two statements, in this order: only one default ref may be there at any time.
            old.IsDefault = false;
            await context.SaveChangesAsync(cancellationToken);
            target.IsDefault = true;
            return (target, true);
        }

        return (target, false);
    }
}
