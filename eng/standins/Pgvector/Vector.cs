namespace Pgvector;

/// <summary>pgvector's <c>vector</c>: 32-bit floats, equal by value.</summary>
public class Vector : IEquatable<Vector>
{
    public Vector(ReadOnlyMemory<float> v) => Memory = v;

    /// <param name="s">pgvector's text form, such as <c>[1,2,3]</c>.</param>
    public Vector(string s) => Memory = VectorText.Parse<float>(s);

    public ReadOnlyMemory<float> Memory { get; }

    public static bool operator ==(Vector? x, Vector? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(Vector? x, Vector? y) => !(x == y);

    public float[] ToArray() => Memory.ToArray();

    public bool Equals(Vector? other) => other is not null && Memory.Span.SequenceEqual(other.Memory.Span);

    public override bool Equals(object? obj) => Equals(obj as Vector);

    public override int GetHashCode() => VectorText.Hash(Memory.Span);

    public override string ToString() => VectorText.Format(Memory.Span);
}
