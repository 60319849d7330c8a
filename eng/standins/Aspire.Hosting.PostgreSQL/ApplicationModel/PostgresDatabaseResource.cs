namespace Aspire.Hosting.ApplicationModel;

public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    public PostgresServerResource Parent => postgresParentResource;

    public string DatabaseName => databaseName;

    ValueTask<string?> IResourceWithConnectionString.GetConnectionStringAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Parent.Server?.ConnectionString(databaseName));

    internal Task CreateAsync(CancellationToken cancellationToken) =>
        (Parent.Server ?? throw new DistributedApplicationException($"The server of database '{Name}' does not run."))
            .EnsureDatabaseAsync(databaseName, cancellationToken);
}
