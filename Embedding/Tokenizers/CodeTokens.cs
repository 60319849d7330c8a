using System.Text;

namespace Julie.Embedding.Tokenizers;

/// <summary>
/// The tokens of a text, one after the other, without allocation: a word that the vocabulary has, else its longest beginnings.
/// A text with characters but no token is one [UNK], because a vector needs at least one.
/// </summary>
internal ref struct CodeTokens(CodeVocabulary vocabulary, ReadOnlySpan<char> text)
{
    private readonly CodeVocabulary vocabulary = vocabulary;
    private readonly ReadOnlySpan<char> text = text;
    private CodeWords words = new(text);
    private int piece;
    private bool any;

    /// <summary>Id of the current token.</summary>
    public int Id { get; private set; }

    /// <summary>Its first character.</summary>
    public int Start { get; private set; }

    /// <summary>The character after it.</summary>
    public int End { get; private set; }

    public bool MoveNext()
    {
        while (piece < words.End || NextWord())
        {
            if (ReadPiece())
            {
                return any = true;
            }
        }

        if (any || text.IsEmpty)
        {
            return false;
        }

        (Id, Start, End, any) = (vocabulary.Unknown, 0, text.Length, true);
        return true;
    }

    private bool NextWord()
    {
        var found = words.MoveNext();
        piece = found ? words.Start : words.End;
        return found;
    }

    /// <summary>Takes the longest token at the piece's start. False where there is none and it is no loss.</summary>
    private bool ReadPiece()
    {
        var limit = Math.Min(words.End, piece + CodeVocabulary.MostCharacters);
        if (words.End == limit)
        {
            // Most words are in the vocabulary, so the whole is tried before its beginnings.
            var hash = 0ul;
            for (var i = piece; i < limit; i++)
            {
                hash = CodeVocabulary.Extend(hash, CodeCharacters.Lower(text[i]));
            }

            if (vocabulary.Find(hash, text[piece..limit]) is var whole and >= 0)
            {
                return Take(whole, limit);
            }
        }

        var (longest, end) = (-1, piece);
        var begun = 0ul;
        for (var i = piece; i < limit; i++)
        {
            begun = CodeVocabulary.Extend(begun, CodeCharacters.Lower(text[i]));
            if (vocabulary.Find(begun, text[piece..(i + 1)]) is var found and >= 0)
            {
                (longest, end) = (found, i + 1);
            }
        }

        // A character that the vocabulary lacks ends its word as one [UNK]; punctuation vanishes.
        return longest >= 0 ? Take(longest, end) : Take(IsLetter() ? vocabulary.Unknown : -1, words.End);
    }

    private bool Take(int id, int end)
    {
        if (id >= 0)
        {
            (Id, Start, End) = (id, piece, end);
        }

        piece = end;
        return id >= 0;
    }

    private readonly bool IsLetter() => words.Kind switch
    {
        CodeCharacter.Mark => false,
        CodeCharacter.Surrogate => words.End - words.Start == 2 && Rune.IsLetter(new Rune(text[words.Start], text[words.Start + 1])),
        _ => true,
    };
}
