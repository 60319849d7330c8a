namespace Julie.LocalServers;

/// <summary>How a supervised process is asked to end before it is killed.</summary>
public enum StopSignal
{
    /// <summary>The usual request; .NET services and RabbitMQ shut down in order on it.</summary>
    Terminate,

    /// <summary>What Ctrl-C sends; PostgreSQL's "fast" shutdown, which does not wait for clients to leave.</summary>
    Interrupt,
}
