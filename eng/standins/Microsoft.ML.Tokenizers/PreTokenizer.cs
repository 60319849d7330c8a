namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts text into the pieces that tokens may not cross; offsets are relative to the given text.</summary>
public abstract class PreTokenizer
{
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);
}
