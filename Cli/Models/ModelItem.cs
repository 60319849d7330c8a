namespace Julie.Cli.Models;

/// <summary>A model in a list. State: complete, incomplete, absent, export, broken.</summary>
internal sealed record ModelItem(
    string Id, string? DisplayName, string? Provider, int? Dimensions, int? MaxTokens, string? License, string State, bool Configured, long Bytes,
    IReadOnlyList<string> Missing, string? Problem);
