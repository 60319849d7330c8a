namespace Aspire.Hosting.Running;

/// <summary>Starts one kind of resource.</summary>
internal interface IStarter
{
    Task<IRunning> StartAsync(ResourceInstance instance, CancellationToken cancellationToken);
}
