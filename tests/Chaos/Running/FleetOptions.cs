namespace Julie.Chaos.Tests.Running;

/// <summary>What runs on a database.</summary>
internal sealed record FleetOptions
{
    public int Ingests { get; init; } = 1;

    public int Workers { get; init; } = 1;

    public bool QueryApi { get; init; } = true;

    /// <summary>Of every service, over the fleet's own.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The model's service; the built-in model where there is none.</summary>
    public EmbeddingService? Embedding { get; init; }
}
