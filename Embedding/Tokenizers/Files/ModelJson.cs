using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Models;

namespace Julie.Embedding.Tokenizers.Files;

/// <summary>The <c>model</c> of a tokenizer.json.</summary>
internal sealed record ModelJson(SubwordModel Model, IReadOnlyDictionary<string, int> Vocabulary, TokenText Text)
{
    public static ModelJson Read(JsonPart model, bool bytes, TokenizerType? type)
    {
        // Old files do not name the type of their model.
        var kind = model["type"].TextOrNull() ?? (model["merges"].IsNull ? "WordPiece" : "BPE");
        var wanted = type switch
        {
            null => kind,
            TokenizerType.WordPiece => "WordPiece",
            _ => "BPE",
        };
        return kind switch
        {
            _ when kind != wanted => throw model.Wrong($"is of type '{kind}' where the manifest's tokenizer.type says {wanted}"),
            "WordPiece" => WordPiece(model),
            "BPE" => Bpe(model, bytes),
            _ => throw model.Wrong($"is of type '{kind}', which is not supported"),
        };
    }

    private static ModelJson WordPiece(JsonPart model)
    {
        var vocabulary = ReadVocabulary(model["vocab"]);
        var unknown = model["unk_token"].TextOrNull() ?? "[UNK]";
        var most = model["max_input_chars_per_word"];
        return new ModelJson(
            new WordPieceModel(
                vocabulary,
                model["continuing_subword_prefix"].TextOrNull() ?? "##",
                vocabulary.TryGetValue(unknown, out var id) ? id : throw model["unk_token"].Wrong($"'{unknown}' is not in the vocabulary"),
                most.IsNull ? 100 : most.Number()),
            vocabulary,
            TokenText.Words);
    }

    private static ModelJson Bpe(JsonPart model, bool bytes)
    {
        foreach (var affix in new[] { model["continuing_subword_prefix"], model["end_of_word_suffix"] })
        {
            if (!string.IsNullOrEmpty(affix.TextOrNull()))
            {
                throw affix.Wrong("is not supported");
            }
        }

        // dropout is for training; 0 is none.
        var vocabulary = ReadVocabulary(model["vocab"]);
        var unknown = model["unk_token"].TextOrNull() is not { } token ? -1
            : vocabulary.TryGetValue(token, out var id) ? id
            : throw model["unk_token"].Wrong($"'{token}' is not in the vocabulary");
        var fallsBack = model["byte_fallback"].Is(false);
        BpeSymbols symbols = bytes
            ? new ByteSymbols(vocabulary, unknown)
            : new CharacterSymbols(vocabulary, fallsBack, unknown, model["fuse_unk"].Is(false));
        var merges = model["merges"].Items().Select(Merge);
        return new ModelJson(
            new BpeModel(symbols, MergeReader.Read(model.File, merges, vocabulary), model["ignore_merges"].Is(false) ? vocabulary : null),
            vocabulary,
            bytes ? TokenText.Bytes : fallsBack ? TokenText.Pieces : TokenText.Plain);
    }

    private static (string Left, string Right) Merge(JsonPart merge)
    {
        string[] parts = merge.IsText ? merge.Text().Split(' ') : [.. merge.Items().Select(part => part.Text())];
        return parts.Length == 2 ? (parts[0], parts[1]) : throw merge.Wrong("must name two tokens");
    }

    private static Dictionary<string, int> ReadVocabulary(JsonPart vocabulary) =>
        vocabulary.Members().ToDictionary(token => token.Name, token => token.Value.Number(), StringComparer.Ordinal);
}
