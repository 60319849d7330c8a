using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Model;

namespace Aspire.Hosting.Running;

/// <summary>One replica of a resource.</summary>
internal sealed class ResourceInstance(InstanceBoard board, IResource resource, int replica, string? suffix, LogBuffer log)
{
    private readonly Lock _lock = new();

    public IResource Resource => resource;

    public int Replica => replica;

    /// <summary>Telemetry of a project carries the same suffix, so that the dashboard joins the two.</summary>
    public string? Suffix => suffix;

    public string Id => suffix is null ? resource.Name : $"{resource.Name}-{suffix}";

    public LogBuffer Log => log;

    public DateTimeOffset CreatedAt { get; } = DateTimeOffset.UtcNow;

    public ResourceStatus Status { get; private set; } = new();

    public string ResourceType => resource switch
    {
        ProjectResource => "Project",
        // Without a container engine it is one.
        ContainerResource => "Executable",
        _ => resource.GetType().Name,
    };

    public IEnumerable<(string Name, string Url)> Urls() =>
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint.Ports.Count > replica
        select (endpoint.Name, EndpointAnnotation.Url(endpoint.Scheme, endpoint.Ports[replica]));

    public void Update(Func<ResourceStatus, ResourceStatus> change)
    {
        lock (_lock)
        {
            var next = change(Status);
            if (next == Status)
            {
                return;
            }

            Status = next;
        }

        board.Publish(this);
    }
}
