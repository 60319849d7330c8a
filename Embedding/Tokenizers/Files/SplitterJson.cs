using Julie.Embedding.Tokenizers.Splitting;
using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>The <c>pre_tokenizer</c> of a tokenizer.json.</summary>
/// <param name="Splitter">Null where a text is one word.</param>
/// <param name="Bytes">Whether the model's symbols are bytes.</param>
/// <param name="AddsPrefixSpace">Whether a space goes before a text that has none.</param>
internal sealed record SplitterJson(WordSplitter? Splitter, bool Bytes, bool AddsPrefixSpace)
{
    public static SplitterJson Read(JsonPart splitter)
    {
        if (splitter.IsNull)
        {
            return new SplitterJson(null, false, false);
        }

        var steps = new List<WordSplitter>();
        var (bytes, prefix) = (false, false);
        foreach (var (step, index) in Steps(splitter).Select((step, index) => (step, index)))
        {
            if (bytes)
            {
                throw step.Wrong("stands behind ByteLevel, which is not supported");
            }

            if (step["type"].Text() != "ByteLevel")
            {
                steps.Add(Step(step));
                continue;
            }

            (bytes, prefix) = (true, step["add_prefix_space"].Is(true));
            if (prefix && index > 0)
            {
                throw step.Wrong("puts a space before every word, which is not supported");
            }

            if (step["use_regex"].Is(true))
            {
                steps.Add(new Gpt2Scanner());
            }
        }

        var all = steps.Count switch
        {
            0 => null,
            1 => steps[0],
            _ => new SplitterSequence(steps),
        };
        return new SplitterJson(all, bytes, prefix);
    }

    private static IEnumerable<JsonPart> Steps(JsonPart splitter) =>
        splitter["type"].Text() == "Sequence" ? splitter["pretokenizers"].Items().SelectMany(Steps) : [splitter];

    private static WordSplitter Step(JsonPart step)
    {
        var type = step["type"].Text();
        return type switch
        {
            "BertPreTokenizer" => new BertSplitter(),
            "WhitespaceSplit" => new PatternSplitter(new ClassPattern(CharacterClass.Space), SplitBehavior.Removed, invert: false),
            "Punctuation" => new PatternSplitter(new ClassPattern(CharacterClass.Punctuation), Behavior(step["behavior"]), invert: false),
            "Digits" => new PatternSplitter(
                new ClassPattern(CharacterClass.Numeric), step["individual_digits"].Is(false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous, invert: false),
            "Split" => Split(step),
            _ => throw step.Wrong($"is of type '{type}', which is not supported"),
        };
    }

    private static WordSplitter Split(JsonPart step)
    {
        var (behavior, invert) = (Behavior(step["behavior"]), step["invert"].Is(false));
        var text = step["pattern"]["String"].TextOrNull();
        if (text is not null)
        {
            return text.Length > 0 ? new PatternSplitter(new TextPattern(text), behavior, invert) : throw step.Wrong("splits at nothing");
        }

        // The patterns that have a scanner match every character, so both ways of writing the split mean the same.
        var pattern = step["pattern"]["Regex"].Text();
        var covers = (behavior, invert) is (SplitBehavior.Isolated, false) or (SplitBehavior.Removed, true);
        if (covers && Scanner(pattern) is { } scanner)
        {
            return scanner;
        }

        try
        {
            return new PatternSplitter(new RegexPattern(pattern), behavior, invert);
        }
        catch (ArgumentException exception)
        {
            throw step.Wrong($"has a pattern that is not understood ({exception.Message})");
        }
    }

    private static WordScanner? Scanner(string pattern) =>
        pattern == Cl100kScanner.Qwen2Pattern ? new Cl100kScanner(digits: 1)
        : pattern == Cl100kScanner.Llama3Pattern ? new Cl100kScanner(digits: 3)
        : pattern == Gpt2Scanner.Pattern ? new Gpt2Scanner()
        : null;

    private static SplitBehavior Behavior(JsonPart behavior) =>
        behavior.IsNull ? SplitBehavior.Isolated
        : Enum.TryParse<SplitBehavior>(behavior.Text(), out var known) ? known
        : throw behavior.Wrong($"is '{behavior.Text()}', which is not supported");
}
