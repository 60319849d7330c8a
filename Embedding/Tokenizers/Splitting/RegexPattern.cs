using System.Text.RegularExpressions;

using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>
/// Every match of a regular expression that no scanner knows. .NET matches halves of characters beyond the basic plane, and by its
/// own Unicode version; so it is shown one character a code point, each of the kind that the model's authors saw.
/// </summary>
internal sealed class RegexPattern(string pattern) : SplitPattern
{
    private readonly Regex regex = new(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    public override List<Word> Matches(ReadOnlySpan<char> text)
    {
        var shown = new char[text.Length];
        var starts = new int[text.Length + 1];
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            starts[count] = i;
            shown[count++] = Stand(text, i, Characters.At(text, i, out var length), length);
            i += length;
        }

        starts[count] = text.Length;
        var found = new List<Word>();
        foreach (var match in regex.EnumerateMatches(shown.AsSpan(0, count)))
        {
            if (match.Length > 0)
            {
                found.Add(new Word(starts[match.Index], starts[match.Index + match.Length]));
            }
        }

        return found;
    }

    private static char Stand(ReadOnlySpan<char> text, int position, CharacterClass of, int length)
    {
        if (length == 1 && text[position] < 0x80)
        {
            return text[position];
        }

        var character = length == 1 ? text[position] : '\uffff';
        var known = (char.IsLetter(character) ? CharacterClass.Letter : 0) | (IsNumber(character) ? CharacterClass.Number : 0)
            | (char.IsWhiteSpace(character) ? CharacterClass.Space : 0);
        if (length == 1 && known == (of & (CharacterClass.Letter | CharacterClass.Number | CharacterClass.Space)))
        {
            return character;
        }

        // Beyond the basic plane .NET's finer categories are used, as far as the measured ones agree.
        return StandIns.Of(length == 1 ? text[position] : char.ConvertToUtf32(text[position], text[position + 1]), of);
    }

    private static bool IsNumber(char character) => char.IsNumber(character);
}
