using System.Text.RegularExpressions;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Quantization;

/// <summary>Real texts to compare models on.</summary>
/// <param name="Passages">Pieces of files, each different and short enough for the model.</param>
/// <param name="Queries">Sentences in English: what people wrote into comments and headings.</param>
public sealed partial record SampleTexts(IReadOnlyList<string> Passages, IReadOnlyList<string> Queries)
{
    private const int PassageCharacters = 900;
    private const int MostFileBytes = 200_000;

    /// <summary>Fewer would say nothing about rankings.</summary>
    private const int FewestPassages = 20;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".c", ".cc", ".cpp", ".cs", ".go", ".h", ".java", ".js", ".kt", ".md", ".php", ".py", ".rb", ".rs", ".scala", ".sh", ".sql", ".swift", ".ts",
    };

    private static readonly HashSet<string> OtherFolders = new(StringComparer.OrdinalIgnoreCase) { "artifacts", "bin", "obj", "node_modules", "vendor" };

    /// <summary>Reads source files below a folder; the same files give the same texts.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="maxTokens">The model's limit, or null.</param>
    /// <param name="passages">Most passages, taken evenly from all files.</param>
    /// <param name="queries">Most queries.</param>
    /// <exception cref="QuantizationException">There is too little to compare on.</exception>
    public static SampleTexts Read(string folder, Tokenizer tokenizer, int? maxTokens, int passages, int queries)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        var sentences = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in Files(new DirectoryInfo(folder)).Select(file => File.ReadAllText(file.FullName)).Where(text => !text.Contains('\0')))
        {
            pieces.UnionWith(Pieces(text).Select(piece => Fitting(piece, tokenizer, maxTokens)).Where(piece => piece.Length > 0));
            sentences.UnionWith(Sentence().Matches(text).Select(match => match.Groups[1].Value.Trim()));
        }

        return pieces.Count >= FewestPassages && sentences.Count > 0
            ? new SampleTexts(Evenly([.. pieces], passages), Evenly([.. sentences], queries))
            : throw new QuantizationException($"{folder} has {pieces.Count} passages of source code and {sentences.Count} commented sentences: too few to compare models on. Name a folder with --texts.");
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null && entry.Name[0] != '.').OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry is DirectoryInfo inner && !OtherFolders.Contains(inner.Name))
            {
                foreach (var file in Files(inner))
                {
                    yield return file;
                }
            }
            else if (entry is FileInfo { Length: > 0 and < MostFileBytes } file && Extensions.Contains(file.Extension))
            {
                yield return file;
            }
        }
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new System.Text.StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            piece.Append(line).Append('\n');
            if (piece.Length >= PassageCharacters)
            {
                yield return piece.ToString();
                piece.Clear();
            }
        }

        yield return piece.ToString();
    }

    private static string Fitting(string piece, Tokenizer tokenizer, int? maxTokens)
    {
        var text = piece.Trim();
        if (maxTokens is { } most && text.Length > 0 && tokenizer.CountTokens(text) > most)
        {
            // Room for what a cut in the middle of a word may split anew.
            tokenizer.EncodeToIds(text, Math.Max(1, most - 8), out _, out var consumed);
            text = text[..consumed].Trim();
        }

        return text;
    }

    private static List<string> Evenly(string[] all, int most)
    {
        var count = Math.Min(all.Length, Math.Max(1, most));
        return [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
    }

    /// <summary>A capital letter after a comment's or heading's mark, then some words.</summary>
    [GeneratedRegex(@"^\s*(?://+|#+|\*|--|/\*\*?)\s*(?:<summary>\s*)?([A-Z][\w'-]*(?: [\w',()-]+){3,20})", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();
}
