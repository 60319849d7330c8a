namespace Julie.Chaos.Tests.Plan;

/// <summary>What happens to processes and servers.</summary>
internal enum FaultKind
{
    KillWorker,
    StopWorker,
    KillIngest,
    StopIngest,
    KillQueryApi,
    RestartBroker,
    KillBroker,
    RestartPostgres,
    KillPostgres,
    TerminateSessions,

    /// <summary>Collection without any grace time, while pushes come.</summary>
    Collect,
}
