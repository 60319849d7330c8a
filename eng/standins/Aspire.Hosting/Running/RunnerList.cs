namespace Aspire.Hosting.Running;

/// <summary>Every instance's runner, for the orchestrator and for the dashboard's commands.</summary>
internal sealed class RunnerList : List<InstanceRunner>
{
    public InstanceRunner? Find(string id) => Find(r => r.Instance.Id == id);
}
