namespace Julie.LocalServers;

/// <summary>A private PostgreSQL server of the machine's own packages, on loopback.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>Holds the cluster and its generated password; made when it is missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>For tests: no fsync, so a crash of the machine may corrupt the data.</summary>
    public bool Throwaway { get; init; }

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(180);

    public Action<OutputLine>? OnOutput { get; init; }
}
