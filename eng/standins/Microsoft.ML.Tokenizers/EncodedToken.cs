namespace Microsoft.ML.Tokenizers;

/// <summary>One token: its id, its text, and where it lies in the (normalised) input.</summary>
#pragma warning disable CA1067 // the real package leaves object.Equals and GetHashCode to the struct
public readonly struct EncodedToken : IEquatable<EncodedToken>
#pragma warning restore CA1067
{
    public EncodedToken(int id, string value, Range offset) => (Id, Value, Offset) = (id, value, offset);

    public int Id { get; }

    public string Value { get; }

    public Range Offset { get; }

    public bool Equals(EncodedToken other) =>
        Id == other.Id && string.Equals(Value, other.Value, StringComparison.Ordinal) && Offset.Equals(other.Offset);
}
