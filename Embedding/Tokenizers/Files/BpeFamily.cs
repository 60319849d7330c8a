using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>What vocab.json and merges.txt do not say: it follows from the class that tokenizer_config.json names.</summary>
internal sealed record BpeFamily(
    WordSplitter Splitter, TextNormalizer? Normalizer, (string First, string Last)? Wraps, IReadOnlyList<(string Name, string Token)> Special)
{
    private static readonly (string, string)[] RobertaSpecial =
        [("bos_token", "<s>"), ("eos_token", "</s>"), ("unk_token", "<unk>"), ("pad_token", "<pad>"), ("mask_token", "<mask>"), ("cls_token", "<s>"), ("sep_token", "</s>")];

    /// <exception cref="ModelFileException">A class that is not known.</exception>
    public static BpeFamily Of(TokenizerConfig config, IReadOnlyDictionary<string, int> vocabulary, string file)
    {
        var name = config["tokenizer_class"].TextOrNull();
        return name switch
        {
            "RobertaTokenizer" or "RobertaTokenizerFast" => Roberta(config, vocabulary, file),
            "GPT2Tokenizer" or "GPT2TokenizerFast" => Gpt2(),
            "Qwen2Tokenizer" or "Qwen2TokenizerFast" => new BpeFamily(
                new Cl100kScanner(digits: 1), new CanonicalNormalizer(composes: true), null, [("pad_token", "<|endoftext|>"), ("eos_token", "<|endoftext|>"), ("unk_token", "<|endoftext|>")]),

            // The oldest models name no class; their vocabularies tell them apart.
            null => vocabulary.ContainsKey("<s>") && vocabulary.ContainsKey("</s>") ? Roberta(config, vocabulary, file) : Gpt2(),
            _ => throw new ModelFileException(
                file, $"names tokenizer_class '{name}', which vocab.json and merges.txt do not describe", "Use the model's tokenizer.json instead."),
        };
    }

    private static BpeFamily Gpt2() =>
        new(new Gpt2Scanner(), null, null, [("bos_token", "<|endoftext|>"), ("eos_token", "<|endoftext|>"), ("unk_token", "<|endoftext|>")]);

    private static BpeFamily Roberta(TokenizerConfig config, IReadOnlyDictionary<string, int> vocabulary, string file)
    {
        var (first, last) = (config.NameOf("cls_token") ?? "<s>", config.NameOf("sep_token") ?? "</s>");
        return vocabulary.ContainsKey(first) && vocabulary.ContainsKey(last)
            ? new BpeFamily(new Gpt2Scanner(), null, (first, last), RobertaSpecial)
            : throw new ModelFileException(file, $"names '{first}' and '{last}', which are not in the vocabulary", "Restore the file, or pull the model again.");
    }
}
