namespace Pgvector;

/// <summary>pgvector's <c>halfvec</c>: 16-bit floats, equal by value.</summary>
public class HalfVector : IEquatable<HalfVector>
{
    public HalfVector(ReadOnlyMemory<Half> v) => Memory = v;

    /// <param name="s">pgvector's text form, such as <c>[1,2,3]</c>.</param>
    public HalfVector(string s) => Memory = VectorText.Parse<Half>(s);

    public ReadOnlyMemory<Half> Memory { get; }

    public static bool operator ==(HalfVector? x, HalfVector? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(HalfVector? x, HalfVector? y) => !(x == y);

    public Half[] ToArray() => Memory.ToArray();

    public bool Equals(HalfVector? other) => other is not null && Memory.Span.SequenceEqual(other.Memory.Span);

    public override bool Equals(object? obj) => Equals(obj as HalfVector);

    public override int GetHashCode() => VectorText.Hash(Memory.Span);

    public override string ToString() => VectorText.Format(Memory.Span);
}
