using Julie.Index.Lexical;
using Julie.Index.Trigrams;

namespace Julie.Index.Segments;

/// <summary>
/// An inverted index in segments: tables <c>NAME_segment</c> and <c>NAME_posting</c>. An item (a text, a passage) is in one segment with all of its keys, or it waits
/// in a table of its own and is looked at by itself.
/// </summary>
/// <param name="Name">First part of the tables' names.</param>
/// <param name="Item">The table of what has keys.</param>
/// <param name="Unpacked">The table of what is in no segment yet, by <c>ITEM_id</c>.</param>
/// <param name="BucketOf">The bucket of a key: the row of a segment that holds its list.</param>
/// <param name="Buckets">Buckets of a segment.</param>
/// <param name="Weighted">Whether each posting has a byte beside the item.</param>
/// <param name="Largest">Items of a segment that is not merged any more.</param>
/// <param name="Lock">Whoever writes segments holds it.</param>
internal sealed record SegmentKind(string Name, string Item, string Unpacked, Func<uint, int> BucketOf, int Buckets, bool Weighted, int Largest, long Lock)
{
    /// <summary>Which texts hold which trigrams (<see cref="Trigram"/>).</summary>
    public static SegmentKind Trigrams { get; } = new(
        "trigram", "source_text", "unpacked_text", trigram => (int)((trigram * 0x9E37_79B1u) >> 21), 2048, Weighted: false, 8192, AdvisoryLock.Trigrams);

    /// <summary>Which passages hold which terms (<see cref="TermKey"/>), and how much each says (<see cref="TermImpact"/>).</summary>
    public static SegmentKind Terms { get; } = new(
        "term", "passage", "unpacked_passage", TermKey.BucketOf, TermKey.Buckets, Weighted: true, 1 << 19, AdvisoryLock.Terms);
}
