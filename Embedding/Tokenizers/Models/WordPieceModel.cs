using System.Text;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>
/// WordPiece: the longest beginning that the vocabulary has, then the longest continuation, and so on; where that fails anywhere, or
/// the word is too long, all of the word is the unknown token.
/// </summary>
internal sealed class WordPieceModel : SubwordModel
{
    private readonly PieceTable beginnings;
    private readonly PieceTable continuations;
    private readonly int unknown;
    private readonly int mostCharacters;

    /// <param name="vocabulary">Tokens and ids.</param>
    /// <param name="prefix">What marks a token that continues a word; "##" for BERT.</param>
    /// <param name="unknown">Id of the unknown token.</param>
    /// <param name="mostCharacters">Code points of the longest word that is looked at.</param>
    public WordPieceModel(IReadOnlyDictionary<string, int> vocabulary, string prefix, int unknown, int mostCharacters)
    {
        beginnings = new PieceTable([.. vocabulary]);
        continuations = new PieceTable([.. vocabulary
            .Where(token => token.Key.StartsWith(prefix, StringComparison.Ordinal) && token.Key.Length > prefix.Length)
            .Select(token => KeyValuePair.Create(token.Key[prefix.Length..], token.Value))]);
        this.unknown = unknown;
        this.mostCharacters = mostCharacters;
    }

    public override void Cut(ReadOnlySpan<char> word, WordTokens tokens)
    {
        if (word.Length > mostCharacters && CodePoints(word) > mostCharacters)
        {
            tokens.Add(unknown, 0, word.Length);
            return;
        }

        for (var start = 0; start < word.Length;)
        {
            var table = start == 0 ? beginnings : continuations;
            var (id, end) = Longest(table, word, start);
            if (id < 0)
            {
                tokens.Clear();
                tokens.Add(unknown, 0, word.Length);
                return;
            }

            tokens.Add(id, start, end);
            start = end;
        }
    }

    private static (int Id, int End) Longest(PieceTable table, ReadOnlySpan<char> word, int start)
    {
        var (longest, end) = (-1, start);
        var hash = 0ul;
        var limit = Math.Min(word.Length, start + table.Longest);
        for (var i = start; i < limit; i++)
        {
            hash = PieceTable.Extend(hash, word[i]);
            if (table.Find(word[start..(i + 1)], hash) is var found and >= 0)
            {
                (longest, end) = (found, i + 1);
            }
        }

        return (longest, end);
    }

    private static int CodePoints(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
