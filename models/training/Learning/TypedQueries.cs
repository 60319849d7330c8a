using Julie.Embedding.Tokenizers;

namespace Julie.Training.Learning;

/// <summary>
/// Sentences as people type them: "Returns the names of all files in the given folder." becomes "how to get names of all files in folder", with the
/// language before or after it. Authors write none of that, so without it the model never learns what "how", "python" and "code" are worth in a question.
/// </summary>
internal sealed class TypedQueries
{
    private const float Imperative = 0.8f;
    private const float WithoutReturn = 0.5f;
    private const float WithoutFillers = 0.6f;
    private const float Short = 0.4f;
    private const float WithLanguage = 0.5f;
    private const float WithPhrase = 0.4f;
    private const int FewestWords = 3;
    private const int MostShortWords = 8;

    private static readonly string[] Fillers = ["a", "an", "the", "this", "that", "given", "specified", "provided", "current", "its"];
    private static readonly string[] Phrases =
    [
        "how to", "how to", "how to", "how do i", "how can i", "best way to", "code to", "function to", "code for", "example of", "program to", "method to",
    ];

    private readonly int[] imperatives;
    private readonly HashSet<int> fillers;
    private readonly HashSet<int> returns;
    private readonly int[][] phrases;
    private readonly int[] get;
    private readonly int[] inside;
    private readonly int[] by;
    private readonly int[] example;

    public TypedQueries(CodeTokenizer tokenizer)
    {
        fillers = [.. Fillers.SelectMany(Ids)];
        returns = [.. Ids("return"), .. Ids("returns")];
        phrases = [.. Phrases.Select(Ids)];
        (get, inside, by, example) = (Ids("get"), Ids("in"), Ids("using"), Ids("example"));
        imperatives = [.. Enumerable.Range(0, tokenizer.VocabularySize).Select(id => ImperativeOf(tokenizer, id))];

        int[] Ids(string text) => [.. tokenizer.EncodeToIds(text)];
    }

    /// <param name="sentence">The first sentence of a documentation.</param>
    /// <param name="language">The token that names the language.</param>
    /// <param name="random">Decides what is done.</param>
    public List<int> Of(ReadOnlySpan<int> sentence, int language, Random random)
    {
        List<int> words = [.. sentence];
        if (Chance(Imperative))
        {
            words[0] = imperatives[words[0]];
        }

        if (words.Count > FewestWords && returns.Contains(words[0]) && Chance(WithoutReturn))
        {
            words.RemoveAt(0);
            words.InsertRange(0, Chance(WithoutReturn) ? get : []);
        }

        if (Chance(WithoutFillers))
        {
            var kept = words.FindAll(word => !fillers.Contains(word));
            words = kept.Count >= FewestWords ? kept : words;
        }

        if (Chance(Short) && words.Count > FewestWords)
        {
            var length = random.Next(FewestWords, MostShortWords + 1);
            words = words.Count > length ? words[..length] : words;
        }

        if (Chance(WithPhrase))
        {
            words.InsertRange(0, phrases[random.Next(phrases.Length)]);
        }

        if (Chance(WithLanguage))
        {
            var place = random.NextSingle();
            if (place < 0.5f)
            {
                words.Insert(0, language);
            }
            else
            {
                words.AddRange(place < 0.8f ? inside : place < 0.85f ? by : []);
                words.Add(language);
                words.AddRange(Chance(0.1f) ? example : []);
            }
        }

        return words;

        bool Chance(float share) => random.NextSingle() < share;
    }

    /// <summary>"return" for "returns", "apply" for "applies"; any other word stays.</summary>
    private static int ImperativeOf(CodeTokenizer tokenizer, int id)
    {
        var word = tokenizer.Decode([id]);
        if (word.Length < 4 || !word.EndsWith('s') || word.EndsWith("ss", StringComparison.Ordinal))
        {
            return id;
        }

        var stem = word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
            : word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) ? word[..^2]
            : word[..^1];
        var known = tokenizer.EncodeToIds(stem);
        return known.Count == 1 ? known[0] : id;
    }
}
