using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Added;
using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Normalizing;
using Julie.Embedding.Tokenizers.Splitting;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>
/// Tokenizers of the time before tokenizer.json: <c>vocab.txt</c>, or <c>vocab.json</c> and <c>merges.txt</c>. What these leave out comes
/// from tokenizer_config.json where there is one, else from the defaults of the classes that read them (transformers' slow tokenizers).
/// </summary>
internal static class VocabularyFiles
{
    public static HubTokenizerParts ReadWordPiece(string vocabularyFile, string? configFile)
    {
        var config = TokenizerConfig.Open(configFile);
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in File.ReadLines(vocabularyFile))
        {
            vocabulary[token] = vocabulary.Count;
        }

        int Id(string name, string otherwise)
        {
            var token = config.NameOf(name) ?? otherwise;
            return vocabulary.TryGetValue(token, out var id)
                ? id
                : throw new ModelFileException(vocabularyFile, $"lacks {name} '{token}'", "Restore the file, or pull the model again.");
        }

        var lowers = config["do_lower_case"].Is(true);
        var special = new[] { ("unk_token", "[UNK]"), ("sep_token", "[SEP]"), ("pad_token", "[PAD]"), ("cls_token", "[CLS]"), ("mask_token", "[MASK]") };
        var added = config.AddedTokens(vocabulary, special);
        return new HubTokenizerParts
        {
            Normalizer = new BertNormalizer(
                cleans: true, config["tokenize_chinese_chars"].Is(true), config["strip_accents"].Is(lowers), lowers),
            Splitter = new BertSplitter(),
            Model = new WordPieceModel(vocabulary, "##", Id("unk_token", "[UNK]"), mostCharacters: 100),
            AddedTokens = added,
            Before = [Id("cls_token", "[CLS]")],
            After = [Id("sep_token", "[SEP]")],
            Tokens = TokenTable.Of(vocabulary, added, []),
            TokenText = TokenText.Words,
        };
    }

    public static HubTokenizerParts ReadBpe(string vocabularyFile, string mergesFile, string? configFile)
    {
        var config = TokenizerConfig.Open(configFile);
        var vocabulary = JsonPart.Open(vocabularyFile).Members().ToDictionary(token => token.Name, token => token.Value.Number(), StringComparer.Ordinal);
        var family = BpeFamily.Of(config, vocabulary, configFile ?? vocabularyFile);
        var added = config.AddedTokens(vocabulary, family.Special);
        int[] around = family.Wraps is var (first, last) ? [vocabulary[first], vocabulary[last]] : [];
        return new HubTokenizerParts
        {
            Normalizer = family.Normalizer,
            Splitter = family.Splitter,
            AddsPrefixSpace = config["add_prefix_space"].Is(false),
            Model = new BpeModel(new ByteSymbols(vocabulary, unknown: -1), MergeReader.Read(mergesFile, MergeReader.Lines(mergesFile), vocabulary), wholeWords: null),
            AddedTokens = added,
            Before = around.Length > 0 ? [around[0]] : [],
            After = around.Length > 0 ? [around[1]] : [],
            Tokens = TokenTable.Of(vocabulary, added, []),
            TokenText = TokenText.Bytes,
        };
    }
}
