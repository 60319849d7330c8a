namespace Julie.Index.Trigrams;

/// <summary>What one segment says, text by text.</summary>
/// <param name="SegmentId">Key of the segment.</param>
/// <param name="Texts">By the key of a text, collected ones included; null where a row of it cannot be read.</param>
internal sealed record SegmentContent(long SegmentId, IReadOnlyDictionary<long, TrigramSum>? Texts);
