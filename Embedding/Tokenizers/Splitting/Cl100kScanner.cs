using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>
/// The pattern of cl100k, and with it of Qwen2 and Llama 3, by hand: contractions in any case; letters with one character before
/// them; a few digits; the rest with the line ends behind it; line ends with the space before them.
/// </summary>
/// <param name="digits">Most digits of one word: 1 for Qwen2, 3 for the others.</param>
internal sealed class Cl100kScanner(int digits) : WordScanner
{
    private const CharacterClass Alphanumeric = CharacterClass.Letter | CharacterClass.Number;
    private const string Template =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static readonly string Qwen2Pattern = Template.Replace("{digits}", "", StringComparison.Ordinal);

    public static readonly string Llama3Pattern = Template.Replace("{digits}", "{1,3}", StringComparison.Ordinal);

    public override int Next(ReadOnlySpan<char> text, int position)
    {
        var character = text[position];
        var of = Characters.At(text, position, out var length);
        if ((of & CharacterClass.Letter) != 0)
        {
            return Scan.While(text, position + length, CharacterClass.Letter);
        }

        if ((of & CharacterClass.Number) != 0)
        {
            return Numbers(text, position + length);
        }

        if (character == '\'' && Scan.Contraction(text, position, ignoresCase: true) is var contraction and > 0)
        {
            return position + contraction;
        }

        if (character is not ('\r' or '\n') && (Scan.At(text, position + length) & CharacterClass.Letter) != 0)
        {
            return Scan.While(text, position + length, CharacterClass.Letter);
        }

        var other = character == ' ' ? position + 1 : position;
        if (Scan.IsOther(text, other))
        {
            var end = Scan.WhileOther(text, other);
            while (end < text.Length && text[end] is '\r' or '\n')
            {
                end++;
            }

            return end;
        }

        var spaces = Scan.While(text, position, CharacterClass.Space);
        var line = text[position..spaces].LastIndexOfAny('\r', '\n');
        return line >= 0 ? position + line + 1 : Scan.Spaces(text, position);
    }

    private int Numbers(ReadOnlySpan<char> text, int position)
    {
        for (var more = digits - 1; more > 0 && position < text.Length; more--)
        {
            if ((Characters.At(text, position, out var length) & Alphanumeric) != CharacterClass.Number)
            {
                break;
            }

            position += length;
        }

        return position;
    }
}
