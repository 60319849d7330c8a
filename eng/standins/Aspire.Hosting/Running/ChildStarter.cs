using Aspire.Hosting.Model;

namespace Aspire.Hosting.Running;

/// <summary>Makes a part of a server; it has no process and ends with its parent.</summary>
internal sealed class ChildStarter(InstanceBoard board) : IStarter
{
    public async Task<IRunning> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var child = instance.Resource.Annotations.OfType<ChildAnnotation>().Single();
        await child.CreateAsync(cancellationToken);
        return new RunningChild(board, child);
    }

    private sealed class RunningChild : IRunning
    {
        private readonly CancellationTokenSource _stop = new();

        public RunningChild(InstanceBoard board, ChildAnnotation child) => Completion = FollowAsync(board, child);

        public int? ProcessId => null;

        public Task<int> Completion { get; }

        public Task<string?> FindFaultAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await _stop.CancelAsync();
            await Completion;
        }

        public ValueTask DisposeAsync()
        {
            _stop.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<int> FollowAsync(InstanceBoard board, ChildAnnotation child)
        {
            try
            {
                await board.WaitAsync(child.Parent, s => !s.IsHealthy, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Stopped by itself.
            }

            return 0;
        }
    }
}
