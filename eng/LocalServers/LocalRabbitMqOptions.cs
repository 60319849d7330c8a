namespace Julie.LocalServers;

/// <summary>A private RabbitMQ node of the machine's own packages, on loopback.</summary>
public sealed record LocalRabbitMqOptions
{
    /// <summary>Holds the node's database, its Erlang cookie and its generated password; made when it is missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(180);

    public Action<OutputLine>? OnOutput { get; init; }
}
