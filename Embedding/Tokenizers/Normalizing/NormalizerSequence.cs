namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>Normalizers one after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<TextNormalizer> steps) : TextNormalizer
{
    public override bool Keeps(ReadOnlySpan<char> text)
    {
        foreach (var step in steps)
        {
            if (!step.Keeps(text))
            {
                return false;
            }
        }

        return true;
    }

    public override void Apply(NormalText text)
    {
        foreach (var step in steps)
        {
            if (!step.Keeps(text.Text))
            {
                step.Apply(text);
            }
        }
    }
}
