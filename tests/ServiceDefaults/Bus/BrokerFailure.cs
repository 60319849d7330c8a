namespace Julie.ServiceDefaults.Tests.Bus;

/// <summary>How a broker fails.</summary>
public enum BrokerFailure
{
    /// <summary>It is killed: the connection ends.</summary>
    Dies,

    /// <summary>It is stopped: it says so first.</summary>
    Stops,

    /// <summary>It does not answer, and keeps the connection.</summary>
    Silent,
}
