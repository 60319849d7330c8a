using Aspire.Hosting.Model;

namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    public IResourceWithEndpoints Resource => owner;

    public string EndpointName => endpointName;

    public bool Exists => Endpoint is not null;

    public bool IsAllocated => Endpoint is { Ports.Count: > 0 };

    public string Scheme => Required.Scheme;

    public string Host { get; } = EndpointAnnotation.Host;

    public int Port => Required.Ports.Count > 0
        ? Required.Ports[0]
        : throw new InvalidOperationException($"The endpoint '{endpointName}' of resource '{owner.Name}' has no port yet.");

    public string Url => EndpointAnnotation.Url(Scheme, Port);

    internal EndpointAnnotation? Endpoint => owner.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name == endpointName);

    private EndpointAnnotation Required => Endpoint
        ?? throw new InvalidOperationException($"The resource '{owner.Name}' has no endpoint '{endpointName}'.");
}
