namespace Julie.Index.Lexical;

/// <summary>A word of a query where it stands.</summary>
/// <param name="Text">Letters, digits, underscores.</param>
/// <param name="Before">What stands between it and the word before.</param>
internal readonly record struct QueryWord(string Text, string Before)
{
    private const int MaxWords = 32;

    /// <summary>Whether the word before qualifies it.</summary>
    public bool IsQualified => Before is "::" or "." or "->" or "#" or "\\";

    /// <summary>Written as only code is.</summary>
    public bool LooksLikeCode =>
        Text.Trim('_').Contains('_', StringComparison.Ordinal) || (Text.Skip(1).Any(char.IsUpper) && Text.Any(char.IsLower)) || (Text.Any(char.IsDigit) && Text.Any(char.IsLetter));

    public bool IsCapitalised => Text.Length > 2 && char.IsUpper(Text[0]) && Text.Skip(1).Any(char.IsLower);

    public static IReadOnlyList<QueryWord> Of(string text)
    {
        var words = new List<QueryWord>();
        var (start, end) = (-1, 0);
        for (var i = 0; i <= text.Length && words.Count < MaxWords; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add(new(text[start..i], words.Count == 0 ? "" : text[end..start]));
                (start, end) = (-1, i);
            }
        }

        return words;
    }
}
