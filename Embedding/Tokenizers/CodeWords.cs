namespace Julie.Embedding.Tokenizers;

/// <summary>
/// Cuts code and prose into words: runs of small letters, of capitals, of digits. A capital before small letters begins their word
/// ("parseHTTPHeader" is parse, HTTP, Header), a plural s stays with its capitals ("URLs"), and a mark is a word by itself.
/// </summary>
internal ref struct CodeWords(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int position;

    /// <summary>Start of the current word.</summary>
    public int Start { get; private set; }

    /// <summary>End of the current word.</summary>
    public readonly int End => position;

    /// <summary>Kind of the current word's first character.</summary>
    public CodeCharacter Kind { get; private set; }

    public bool MoveNext()
    {
        while (position < text.Length)
        {
            Start = position;
            Kind = CodeCharacters.Of(text[position++]);
            switch (Kind)
            {
                case CodeCharacter.Gap:
                    continue;
                case CodeCharacter.Lower:
                case CodeCharacter.Digit:
                    Skip(Kind);
                    return true;
                case CodeCharacter.Upper:
                    ReadCapitals();
                    return true;
                case CodeCharacter.Surrogate:
                    if (position < text.Length && char.IsSurrogatePair(text[Start], text[position]))
                    {
                        position++;
                    }

                    return true;
                default:
                    return true;
            }
        }

        Start = position;
        return false;
    }

    private void Skip(CodeCharacter kind)
    {
        while (position < text.Length && CodeCharacters.Of(text[position]) == kind)
        {
            position++;
        }
    }

    private void ReadCapitals()
    {
        Skip(CodeCharacter.Upper);
        var capitals = position - Start;
        var afterCapitals = position;
        Skip(CodeCharacter.Lower);
        if (capitals > 1 && position > afterCapitals && !(position == afterCapitals + 1 && text[afterCapitals] == 's'))
        {
            position = afterCapitals - 1; // the last capital begins the next word
        }
    }
}
