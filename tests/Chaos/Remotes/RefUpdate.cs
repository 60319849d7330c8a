namespace Julie.Chaos.Tests.Remotes;

/// <summary>What a push changed: null for a side that is not there.</summary>
internal sealed record RefUpdate(string Ref, string? Before, string? After);
