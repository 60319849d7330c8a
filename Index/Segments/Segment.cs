namespace Julie.Index.Segments;

/// <summary>A segment that a snapshot sees.</summary>
/// <param name="Id">Its key in this database.</param>
/// <param name="Stamp">What no other segment has or had, in any database.</param>
internal sealed record Segment(long Id, Guid Stamp);
