namespace Julie.QueryApi.Tests.Permissions;

/// <summary>A file on a ref. An indexed one has passages; of the others only their state is known.</summary>
internal sealed record WorldFile(string Path, string Language, string State, string? Reason, IReadOnlyList<WorldPassage> Passages)
{
    public bool HasSecrets => State == "indexed" && Passages.Any(passage => passage.Secret);
}

/// <summary>A distinct text. <paramref name="Marker"/> is a word that no other text and no question holds by chance.</summary>
internal sealed record WorldPassage(string Symbol, string Body, string Language, IReadOnlyList<string> Words, string Marker, bool Secret)
{
    public string State { get; set; } = "waiting";
}

internal sealed record WorldRef(string Name, bool IsDefault, string Commit, IReadOnlyList<WorldFile> Files)
{
    public long SyncId { get; set; }
}

/// <summary>A repository; <paramref name="Marker"/> is in its address only.</summary>
internal sealed record WorldRepository(string Name, string Marker, IReadOnlyList<WorldRef> Refs)
{
    public long Id { get; set; }

    public WorldRef Default => Refs.Single(one => one.IsDefault);

    public string HostId => $"hosted/{Marker}";
}

/// <summary>A push that a host told of; null: of a repository that is not registered.</summary>
internal sealed record WorldDelivery(WorldRepository? Of, string HostId, string Outcome)
{
    public long Id { get; set; }
}

/// <summary>Who a grant is for is told by its kind and name; the kinds have names in common, on purpose.</summary>
internal sealed record WorldGrant(string Kind, string Name, string Pattern);

/// <summary>Somebody who asks, as the reference knows it: with which grants, and whether with anything at all.</summary>
internal sealed record Caller(string Name, string Secret, IReadOnlyList<WorldGrant> Grants, int Status = 200, bool Admin = false)
{
    /// <summary>As a token names it; what a host says of permissions goes by these.</summary>
    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];
}

/// <summary>What a host said of who may read a repository, and whether that still holds.</summary>
internal sealed record WorldHostAccess(WorldRepository Of, IReadOnlyList<string> Users, IReadOnlyList<string> Groups, bool Holds);

/// <summary>Everything that there is, in memory: what the reference answers from.</summary>
internal sealed record World(IReadOnlyList<WorldRepository> Repositories, IReadOnlyList<WorldDelivery> Deliveries, IReadOnlyList<string> Vocabulary)
{
    public const long Absent = 1_000_000_000;

    public IReadOnlyList<Caller> Callers { get; set; } = [];

    public IReadOnlyList<WorldHostAccess> HostAccess { get; init; } = [];
}
