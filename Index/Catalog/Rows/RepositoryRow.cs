namespace Julie.Index.Catalog.Rows;

internal sealed class RepositoryRow
{
    public long Id { get; set; }

    public required string Host { get; set; }

    public required string HostId { get; set; }

    public required string Url { get; set; }

    public required string Name { get; set; }

    public required string ObjectFormat { get; set; }

    public List<RefRow> Refs { get; } = [];
}
