namespace Microsoft.ML.Tokenizers;

/// <summary>Rewrites text before it is cut into tokens.</summary>
public abstract class Normalizer
{
    public abstract string Normalize(string original);

    public abstract string Normalize(ReadOnlySpan<char> original);
}
