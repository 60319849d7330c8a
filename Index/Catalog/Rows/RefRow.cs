namespace Julie.Index.Catalog.Rows;

internal sealed class RefRow
{
    public long Id { get; set; }

    public long RepositoryId { get; set; }

    public required string Name { get; set; }

    public bool IsDefault { get; set; }

    public string? AppliedCommit { get; set; }

    public string? Rules { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    public RepositoryRow? Repository { get; set; }
}
