namespace Julie.Contracts.Messages;

/// <summary>Names of the queues on the bus; one queue a lane for embedding, so that a backfill never stands before a push.</summary>
public static class Queues
{
    /// <summary>Ingest's queue of <see cref="SyncRepository"/> for backfills.</summary>
    public const string Sync = "sync-repository";

    /// <summary>The same for pushes and what people asked for: however many backfills wait, these are fetched at once (law 8).</summary>
    public const string UrgentSync = "sync-repository-urgent";

    /// <summary>The queue of <see cref="Messages.EmbedQuery"/> for a space: a worker of another space never gets its queries (law 9).</summary>
    public static string EmbedQuery(long spaceId) => FormattableString.Invariant($"embed-query-{spaceId}");

    /// <summary>The workers' queue of <see cref="EmbedPassages"/> for a lane.</summary>
    public static string Embed(Lane lane) => lane switch
    {
        Lane.Push => "embed-push",
        Lane.OnDemand => "embed-on-demand",
        Lane.Backfill => "embed-backfill",
        Lane.Migration => "embed-migration",
        _ => throw new ArgumentOutOfRangeException(nameof(lane), lane, "not a lane"),
    };
}
