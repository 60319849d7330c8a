using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Model;

namespace Aspire.Hosting;

public static class PostgresBuilderExtensions
{
    /// <summary>A private server of the machine's own packages; it generates and keeps its own user and password.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var server = new PostgresServerResource(name);
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation("tcp", "tcp", port, environmentVariable: null))
            .WithAnnotation(new ServerAnnotation(server.StartAsync));
    }

    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new VolumeAnnotation(name));

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        return builder.ApplicationBuilder.AddResource(database)
            .WithAnnotation(new RelationshipAnnotation(builder.Resource, "Parent"))
            .WithAnnotation(new ChildAnnotation(builder.Resource, database.CreateAsync));
    }
}
