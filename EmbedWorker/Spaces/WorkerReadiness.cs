namespace Julie.EmbedWorker.Spaces;

/// <summary>Whether this worker can embed; jobs wait for it, the health check shows it.</summary>
internal sealed class WorkerReadiness
{
    private readonly TaskCompletionSource<ReadyWorker> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The worker's model and space, once there.</summary>
    public ReadyWorker? Current => ready.Task.IsCompletedSuccessfully ? ready.Task.Result : null;

    /// <summary>Why there is none yet.</summary>
    public string Problem { get; set; } = "starting";

    public Task<ReadyWorker> WaitAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);

    public void Set(ReadyWorker worker) => ready.TrySetResult(worker);
}
