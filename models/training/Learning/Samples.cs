using Julie.Embedding.Tokenizers;
using Julie.Training.Extraction;

namespace Julie.Training.Learning;

/// <summary>The pairs as tokens, and the repositories that are kept for validation.</summary>
internal sealed class Samples
{
    private const int MostCodeTokens = 256;
    private const int MostRemarks = 60;

    private Samples(List<Sample> training, List<Sample> validation, List<string> languages) =>
        (Training, Validation, Languages) = (training, validation, languages);

    public List<Sample> Training { get; }

    public List<Sample> Validation { get; }

    public List<string> Languages { get; }

    /// <param name="file">The pairs.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="heldOut">Names of repositories that are only validated with.</param>
    public static Samples Read(string file, CodeTokenizer tokenizer, IReadOnlySet<string> heldOut)
    {
        var (training, validation, languages) = (new List<Sample>(), new List<Sample>(), new List<string>());
        var repositories = new Dictionary<string, int>(StringComparer.Ordinal);
        // Not the strings' hashes, which are others in every process and now and then equal.
        var queries = new Dictionary<string, int>(StringComparer.Ordinal);
        // Tokenized side by side; ids of languages and repositories are given in the file's order.
        foreach (var (pair, summary, name, header, declaration, nameless, remarks) in PairFile.Read(file).AsParallel().AsOrdered().Select(Tokenize))
        {
            var language = languages.IndexOf(pair.Language);
            if (language < 0)
            {
                language = languages.Count;
                languages.Add(pair.Language);
            }

            var key = IndexOf(queries, string.Join(' ', summary.Length > 0 ? summary : name));
            var sample = new Sample(language, summary, name, header, declaration, nameless, remarks, key, IndexOf(repositories, pair.Repository));
            if (!heldOut.Contains(pair.Repository))
            {
                training.Add(sample);
            }
            else if (!pair.IsComment)
            {
                validation.Add(sample);
            }
        }

        return new Samples(training, validation, languages);

        static int IndexOf(Dictionary<string, int> all, string text) => all.TryGetValue(text, out var known) ? known : all[text] = all.Count;

        (CodePair, int[], int[], int[], int[], int[], int[]) Tokenize(CodePair pair)
        {
            // The name of an example is the question itself, which no header may give away.
            var qualified = pair.IsExample ? "" : pair.Scope.Length == 0 ? pair.Name : $"{pair.Scope}.{pair.Name}";
            return (
                pair, Tokens(pair.Summary, 64), Tokens(pair.Name, 16), Tokens($"{pair.Language} {qualified}", 24), Tokens(pair.Code, MostCodeTokens),
                Tokens(pair.Code.Replace(pair.Name, " ", StringComparison.Ordinal), MostCodeTokens), Tokens(pair.Remarks, MostRemarks));
        }

        int[] Tokens(string text, int most) => [.. tokenizer.EncodeToIds(text, most, out _, out _)];
    }
}
