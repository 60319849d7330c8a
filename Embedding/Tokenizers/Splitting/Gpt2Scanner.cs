using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>GPT-2's pattern, by hand: contractions, then runs of letters, of numbers and of the rest, each with the space before it.</summary>
internal sealed class Gpt2Scanner : WordScanner
{
    public const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public override int Next(ReadOnlySpan<char> text, int position)
    {
        if (text[position] == '\'' && Scan.Contraction(text, position, ignoresCase: false) is var contraction and > 0)
        {
            return position + contraction;
        }

        var start = text[position] == ' ' ? position + 1 : position;
        var of = Scan.At(text, start);
        if ((of & CharacterClass.Letter) != 0)
        {
            return Scan.While(text, start, CharacterClass.Letter);
        }

        if ((of & CharacterClass.Number) != 0)
        {
            return Scan.While(text, start, CharacterClass.Number);
        }

        return Scan.IsOther(text, start) ? Scan.WhileOther(text, start) : Scan.Spaces(text, position);
    }
}
