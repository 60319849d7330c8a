using Julie.LocalServers;

namespace Aspire.Hosting.Running;

internal sealed class RunningProcess(SupervisedProcess process, Func<CancellationToken, Task<string?>> findFault) : IRunning
{
    public int? ProcessId => process.ProcessId;

    public Task<int> Completion => process.Completion;

    public Task<string?> FindFaultAsync(CancellationToken cancellationToken) => findFault(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => process.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
