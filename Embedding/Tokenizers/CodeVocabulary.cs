namespace Julie.Embedding.Tokenizers;

/// <summary>
/// The tokens of a <see cref="CodeTokenizer"/>, found by the rolling hash of their characters, so that every beginning of a
/// word can be looked up while the word is read, without a substring.
/// </summary>
internal sealed class CodeVocabulary
{
    public const string UnknownToken = "[UNK]";

    /// <summary>Longer tokens are refused: they bound how far a word is searched for its longest piece.</summary>
    public const int MostCharacters = 32;

    private readonly string[] tokens;
    private readonly ulong[] hashes;
    private readonly int[] ids;
    private readonly int mask;

    private CodeVocabulary(string[] tokens, int unknown)
    {
        this.tokens = tokens;
        Unknown = unknown;
        var capacity = 16;
        while (capacity < tokens.Length * 4)
        {
            capacity *= 2;
        }

        (hashes, ids, mask) = (new ulong[capacity], new int[capacity], capacity - 1);
        Array.Fill(ids, -1);
        for (var id = 0; id < tokens.Length; id++)
        {
            if (id != unknown)
            {
                Add(id);
            }
        }
    }

    public int Unknown { get; }

    public int Count => tokens.Length;

    public string this[int id] => tokens[id];

    /// <summary>Reads one token a line; the line's number, from 0, is the token's id.</summary>
    /// <exception cref="InvalidDataException">A token is empty, too long, not lower-case, there twice, or [UNK] is missing.</exception>
    public static CodeVocabulary Read(TextReader reader)
    {
        var tokens = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length is 0 or > MostCharacters)
            {
                throw new InvalidDataException($"Line {tokens.Count + 1} of the vocabulary must hold 1 to {MostCharacters} characters.");
            }

            if (line != UnknownToken && line.Any(c => CodeCharacters.Lower(c) != c))
            {
                throw new InvalidDataException($"Line {tokens.Count + 1} of the vocabulary is '{line}', which no lower-cased text can contain.");
            }

            if (!seen.Add(line))
            {
                throw new InvalidDataException($"Line {tokens.Count + 1} of the vocabulary names '{line}' a second time.");
            }

            tokens.Add(line);
        }

        var unknown = tokens.IndexOf(UnknownToken);
        return unknown >= 0
            ? new CodeVocabulary([.. tokens], unknown)
            : throw new InvalidDataException($"The vocabulary has no {UnknownToken}.");
    }

    /// <summary>The hash of a beginning, one character longer.</summary>
    public static ulong Extend(ulong hash, char lower) => (hash ^ lower) * 0x9E3779B97F4A7C15 ^ (hash >> 29);

    /// <summary>The token whose lower-cased text this is, or -1.</summary>
    /// <param name="hash">The text's hash by <see cref="Extend"/>, begun with 0.</param>
    /// <param name="text">The text in any case.</param>
    public int Find(ulong hash, ReadOnlySpan<char> text)
    {
        for (var slot = (int)(hash >> 17) & mask; ids[slot] >= 0; slot = (slot + 1) & mask)
        {
            if (hashes[slot] == hash && Equal(tokens[ids[slot]], text))
            {
                return ids[slot];
            }
        }

        return -1;
    }

    private static bool Equal(string token, ReadOnlySpan<char> text)
    {
        if (token.Length != text.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (token[i] != CodeCharacters.Lower(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(int id)
    {
        var hash = 0ul;
        foreach (var c in tokens[id])
        {
            hash = Extend(hash, c);
        }

        var slot = (int)(hash >> 17) & mask;
        while (ids[slot] >= 0)
        {
            slot = (slot + 1) & mask;
        }

        (hashes[slot], ids[slot]) = (hash, id);
    }
}
