namespace Aspire.Hosting.ApplicationModel;

public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public ContainerResource(string name, string? entrypoint = null)
        : base(name) => Entrypoint = entrypoint;

    public string? Entrypoint { get; set; }
}
