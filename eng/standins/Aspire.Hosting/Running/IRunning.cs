namespace Aspire.Hosting.Running;

/// <summary>Something that was started.</summary>
internal interface IRunning : IAsyncDisposable
{
    int? ProcessId { get; }

    /// <summary>Ends with the exit code.</summary>
    Task<int> Completion { get; }

    /// <summary>Null if all is well, otherwise what is wrong.</summary>
    Task<string?> FindFaultAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);
}
