namespace Julie.Index.Freshness;

/// <summary>What the index knows of a commit, in the refs that were asked about.</summary>
/// <param name="State">Where it is. Where several refs have it, the one that is least done decides.</param>
/// <param name="Commit">The whole commit id; null where it is unknown.</param>
/// <param name="Applied">Commit that the ref's snapshot holds now.</param>
/// <param name="Embedded">Whether every passage of those refs has its vector, or was given up with its error.</param>
/// <param name="Error">Why its sync failed.</param>
/// <param name="Matches">How many different commits the text stands for: over 1 it is too short.</param>
public sealed record CommitStatus(CommitState State, string? Commit, string? Applied, bool Embedded, string? Error, int Matches);
