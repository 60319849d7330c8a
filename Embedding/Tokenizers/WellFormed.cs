namespace Julie.Embedding.Tokenizers;

/// <summary>UTF-16 without lone surrogates: each becomes U+FFFD, as it does on the way to Hugging Face's library, which knows UTF-8 only.</summary>
internal static class WellFormed
{
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        char[]? repaired = null;
        var first = text.IndexOfAnyInRange('\ud800', '\udfff');
        for (var i = first; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            repaired ??= text.ToArray();
            repaired[i] = '\ufffd';
        }

        return repaired ?? text;
    }
}
