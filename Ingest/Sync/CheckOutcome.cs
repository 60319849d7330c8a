namespace Julie.Ingest.Sync;

/// <summary>What one look at a remote gave.</summary>
/// <param name="Syncs">Syncs that were asked for.</param>
/// <param name="Error">Why the remote could not be compared.</param>
internal sealed record CheckOutcome(int Syncs, string? Error);
