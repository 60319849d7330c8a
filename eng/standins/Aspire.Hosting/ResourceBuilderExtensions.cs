using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Model;

namespace Aspire.Hosting;

public static class ResourceBuilderExtensions
{
    /// <summary>ConnectionStrings__NAME in the environment of the destination.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var name = "ConnectionStrings__" + (connectionName ?? source.Resource.Name);
        return builder
            .WithAnnotation(new RelationshipAnnotation(source.Resource, "Reference"))
            .WithAnnotation(new EnvironmentAnnotation(async (environment, cancellationToken) =>
                environment[name] = await source.Resource.GetConnectionStringAsync(cancellationToken)
                    ?? (optional ? "" : throw new DistributedApplicationException($"The resource '{source.Resource.Name}' has no connection string."))));
    }

    /// <summary>services__NAME__ENDPOINT__0, 1, ... in the environment of the destination, one for each replica.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder
            .WithAnnotation(new RelationshipAnnotation(source.Resource, "Reference"))
            .WithAnnotation(new EnvironmentAnnotation((environment, _) =>
            {
                foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>())
                {
                    for (var replica = 0; replica < endpoint.Ports.Count; replica++)
                    {
                        environment[$"services__{source.Resource.Name}__{endpoint.Name}__{replica}"] =
                            EndpointAnnotation.Url(endpoint.Scheme, endpoint.Ports[replica]);
                    }
                }

                return Task.CompletedTask;
            }));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment =>
        builder.WithAnnotation(new EnvironmentAnnotation((environment, _) =>
        {
            environment[name] = value ?? "";
            return Task.CompletedTask;
        }));

    /// <summary>The resource is started once every instance of the dependency is running and healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport =>
        builder.WithAnnotation(new WaitAnnotation(dependency.Resource)).WithAnnotation(new RelationshipAnnotation(dependency.Resource, "WaitFor"));

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(name ?? "http", "http", port ?? targetPort, env);
        return builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(e => e.Name == endpoint.Name)
            ? throw new DistributedApplicationException($"Endpoint with name '{endpoint.Name}' already exists.")
            : builder.WithAnnotation(endpoint);
    }

    /// <summary>Nothing is reachable from outside here: every endpoint is on loopback.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder;

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints =>
        builder.WithAnnotation(new HttpHealthAnnotation(endpointName ?? "http", path ?? "/", statusCode ?? 200));

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);
}
