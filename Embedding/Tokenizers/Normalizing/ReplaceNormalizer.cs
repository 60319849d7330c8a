namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>Replaces every occurrence of a text by another, from the left.</summary>
internal sealed class ReplaceNormalizer(string pattern, string content) : TextNormalizer
{
    public override bool Keeps(ReadOnlySpan<char> text) => text.IndexOf(pattern, StringComparison.Ordinal) < 0;

    public override void Apply(NormalText text)
    {
        var original = text.Text;
        for (var i = 0; i < original.Length;)
        {
            if (original[i..].StartsWith(pattern, StringComparison.Ordinal))
            {
                foreach (var character in content)
                {
                    text.Put(character, i, i + pattern.Length - 1);
                }

                i += pattern.Length;
            }
            else
            {
                text.Put(original[i], i, i);
                i++;
            }
        }

        text.Commit();
    }
}
