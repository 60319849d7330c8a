namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding gave; <see cref="NormalizedText"/> is null where the input was not normalised.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    public string? NormalizedText { get; set; }

    public int CharsConsumed { get; set; }
}
