namespace Julie.Index.Segments;

/// <summary>What one segment says, item by item.</summary>
/// <param name="SegmentId">Key of the segment.</param>
/// <param name="Items">By the item, collected ones included; null where a row of it cannot be read.</param>
internal sealed record SegmentContent(long SegmentId, IReadOnlyDictionary<long, KeySum>? Items);
