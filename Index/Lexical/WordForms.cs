namespace Julie.Index.Lexical;

/// <summary>
/// Other forms of an English word: someone asks where jobs are "published", and the code says publish. Only forms that the index holds
/// are searched, so a rule may be generous.
/// </summary>
internal static class WordForms
{
    private const int ShortestStem = 3;

    private static readonly (string Suffix, string Stem)[] Endings =
    [
        ("ies", "y"), ("ing", ""), ("ing", "e"), ("ers", ""), ("ers", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("es", "e"),
        ("er", ""), ("er", "e"), ("s", ""), ("", ""),
    ];

    private static readonly string[] Additions = ["", "s", "es", "ed", "ing", "er"];

    /// <summary>Forms other than the word itself; none for what is not a plain English word.</summary>
    public static IEnumerable<string> Of(string word)
    {
        if (word.Length < ShortestStem + 1 || !word.All(char.IsAsciiLetterLower))
        {
            return [];
        }

        var forms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (suffix, replacement) in Endings)
        {
            if (!word.EndsWith(suffix, StringComparison.Ordinal) || word.Length - suffix.Length < ShortestStem)
            {
                continue;
            }

            var stem = word[..^suffix.Length] + replacement;
            foreach (var addition in Additions)
            {
                forms.Add(stem.EndsWith('e') && addition.StartsWith('e') ? stem + addition[1..] : stem + addition);
                if (stem.EndsWith('e') && addition is "ing")
                {
                    forms.Add(stem[..^1] + addition);
                }
            }
        }

        forms.Remove(word);
        return forms;
    }
}
