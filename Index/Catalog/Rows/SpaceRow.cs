namespace Julie.Index.Catalog.Rows;

internal sealed class SpaceRow
{
    public long Id { get; set; }

    public required byte[] Key { get; set; }

    public required string Model { get; set; }

    public int Dimensions { get; set; }

    public long ChunkingId { get; set; }

    public required string State { get; set; }

    public required string Manifest { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }
}
