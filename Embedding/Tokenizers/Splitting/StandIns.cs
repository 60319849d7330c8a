using System.Globalization;

using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>One character of the basic plane for each category, to be matched in place of one that .NET would not match rightly.</summary>
internal static class StandIns
{
    public static char Of(int point, CharacterClass of)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(point);
        return of switch
        {
            _ when (of & CharacterClass.Letter) != 0 => category switch
            {
                UnicodeCategory.UppercaseLetter => 'Ā',
                UnicodeCategory.LowercaseLetter => 'ā',
                UnicodeCategory.TitlecaseLetter => 'ǅ',
                UnicodeCategory.ModifierLetter => 'ʰ',
                _ => 'ƻ',
            },
            _ when (of & CharacterClass.Number) != 0 => category switch
            {
                UnicodeCategory.DecimalDigitNumber => '٠',
                UnicodeCategory.LetterNumber => 'Ⅷ',
                _ => '²',
            },
            _ when (of & CharacterClass.Space) != 0 => '\u2003',
            _ => category switch
            {
                UnicodeCategory.NonSpacingMark => '\u0300',
                UnicodeCategory.SpacingCombiningMark => '\u0903',
                UnicodeCategory.EnclosingMark => '\u0488',
                UnicodeCategory.MathSymbol => '±',
                UnicodeCategory.CurrencySymbol => '£',
                UnicodeCategory.OtherSymbol => '©',
                UnicodeCategory.OtherPunctuation => '¡',
                UnicodeCategory.Format => '\u00ad',
                UnicodeCategory.PrivateUse => '\ue000',
                _ => '\uffff',
            },
        };
    }
}
