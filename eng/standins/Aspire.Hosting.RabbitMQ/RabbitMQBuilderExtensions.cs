using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Model;

namespace Aspire.Hosting;

public static class RabbitMQBuilderExtensions
{
    /// <summary>A private node of the machine's own packages; it generates and keeps its own user and password.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var server = new RabbitMQServerResource(name);
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation("tcp", "tcp", port, environmentVariable: null))
            .WithAnnotation(new ServerAnnotation(server.StartAsync));
    }

    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new VolumeAnnotation(name));
}
