namespace Julie.ServiceDefaults.Bus;

/// <summary>Where to send what a queue shall get.</summary>
public static class QueueAddress
{
    /// <summary>
    /// The address of a queue's exchange. Not <c>queue:</c>: with that MassTransit declares the queue too, as a classic one, and the broker
    /// refuses either the sender or the receiver, who declares a quorum queue. What is sent before the receiver's first start is lost, and rung again
    /// by the reconciler (law 2).
    /// </summary>
    public static Uri Of(string queue) => new($"exchange:{queue}");
}
