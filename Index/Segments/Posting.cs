namespace Julie.Index.Segments;

/// <summary>One entry of a key's list.</summary>
/// <param name="Item">The text or passage that has the key.</param>
/// <param name="Weight">What a weighted kind says of it; else 0.</param>
internal readonly record struct Posting(long Item, byte Weight) : IComparable<Posting>
{
    public int CompareTo(Posting other) => Item.CompareTo(other.Item);
}
