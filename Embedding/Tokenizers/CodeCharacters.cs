using System.Globalization;

namespace Julie.Embedding.Tokenizers;

/// <summary>What a character is to a <see cref="CodeTokenizer"/>: ASCII by table, the rest by Unicode category.</summary>
internal static class CodeCharacters
{
    private static readonly CodeCharacter[] Ascii = [.. Enumerable.Range(0, 128).Select(c => (char)c switch
    {
        >= 'a' and <= 'z' => CodeCharacter.Lower,
        >= 'A' and <= 'Z' => CodeCharacter.Upper,
        >= '0' and <= '9' => CodeCharacter.Digit,
        <= ' ' or '\x7f' or '_' => CodeCharacter.Gap,
        _ => CodeCharacter.Mark,
    })];

    public static CodeCharacter Of(char c) => c < 128 ? Ascii[c] : OfOther(c);

    /// <summary>One character for one, so that positions stay; the few that grow in lower case keep their form.</summary>
    public static char Lower(char c) => c < 128 ? (Ascii[c] == CodeCharacter.Upper ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);

    private static CodeCharacter OfOther(char c) => char.GetUnicodeCategory(c) switch
    {
        // A Han, kana or Hangul character is a word by itself: no spaces part words there.
        UnicodeCategory.OtherLetter when c >= '\u2e80' => CodeCharacter.Single,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CodeCharacter.Upper,
        UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CodeCharacter.Lower,
        UnicodeCategory.DecimalDigitNumber => CodeCharacter.Digit,
        UnicodeCategory.Surrogate => CodeCharacter.Surrogate,
        _ => CodeCharacter.Mark,
    };
}
