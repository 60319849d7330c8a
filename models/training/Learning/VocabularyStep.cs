using Julie.Embedding.Tokenizers;
using Julie.Training.Extraction;

namespace Julie.Training.Learning;

/// <summary>Chooses the tokens: the words that most definitions use, and every single character that words are made of.</summary>
internal static class VocabularyStep
{
    /// <summary>A word of one project alone says nothing elsewhere.</summary>
    private const int FewestRepositories = 2;

    /// <summary>A word of a question is worth more than one of code: there are few of them in a question.</summary>
    private const int WorthOfSummaryWord = 4;

    public static void Run(Arguments options)
    {
        var size = options.Number("size", 32_768);
        var counts = new Dictionary<string, (int Count, int Repositories, string Last)>(StringComparer.Ordinal);
        var characters = new Dictionary<char, int>();
        foreach (var pair in PairFile.Read(options.Need("pairs")))
        {
            Count(pair.Summary, pair.Repository, WorthOfSummaryWord, counts, characters);
            Count($"{pair.Scope} {pair.Name} {pair.Code} {pair.Remarks}", pair.Repository, 1, counts, characters);
        }

        List<string> tokens = [CodeVocabulary.UnknownToken];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mark in options.Find("marks") ?? "")
        {
            Add(mark.ToString());
        }

        foreach (var c in Enumerable.Range('a', 26).Concat(Enumerable.Range('0', 10)).Select(c => (char)c)
            .Concat(characters.Where(entry => entry.Key >= 128 && entry.Value >= 50).OrderBy(entry => entry.Key).Select(entry => entry.Key)))
        {
            Add(c.ToString());
        }

        foreach (var (word, _) in counts
            .Where(entry => entry.Key.Length > 1 && entry.Value.Repositories >= FewestRepositories)
            .OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (tokens.Count == size)
            {
                break;
            }

            Add(word);
        }

        File.WriteAllText(options.Need("output"), string.Join('\n', tokens) + "\n");
        Console.WriteLine($"{tokens.Count} tokens of {counts.Count} words; the rarest stands in {counts[tokens[^1]].Count}");

        void Add(string token)
        {
            if (known.Add(token))
            {
                tokens.Add(token);
            }
        }
    }

    private static void Count(
        string text, string repository, int worth, Dictionary<string, (int Count, int Repositories, string Last)> counts, Dictionary<char, int> characters)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var words = new CodeWords(text);
        while (words.MoveNext())
        {
            if (words.Kind is CodeCharacter.Mark or CodeCharacter.Surrogate || words.End - words.Start > CodeVocabulary.MostCharacters)
            {
                continue;
            }

            var word = string.Create(words.End - words.Start, (text, words.Start), static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = CodeCharacters.Lower(source.text[source.Start + i]);
                }
            });
            if (!seen.Add(word))
            {
                continue;
            }

            foreach (var c in word)
            {
                characters[c] = characters.GetValueOrDefault(c) + 1;
            }

            var entry = counts.GetValueOrDefault(word, (0, 0, ""));
            counts[word] = (entry.Item1 + worth, entry.Item2 + (entry.Item3 == repository ? 0 : 1), repository);
        }
    }
}
