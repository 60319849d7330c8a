using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers.Files;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>Makes a model's tokenizer from its files. No graph is opened: Ingest counts tokens with it.</summary>
public static class TokenizerFactory
{
    /// <summary>The tokenizer of a model. It is safe for concurrent use, and its ids hold the special tokens that the model wants.</summary>
    /// <exception cref="ModelFileException">A file is missing or wrong, or has a part that is not supported.</exception>
    public static Tokenizer Create(StoredModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tokenizer = model.Manifest.Tokenizer;
        string[] files = [.. tokenizer.Files.Select(model.PathOf)];
        return tokenizer.Type switch
        {
            TokenizerType.Code => OpenCode(files),
            TokenizerType.Bytes => new ByteTokenizer(),
            TokenizerType.WordPiece when IsJson(files[0]) => new HubTokenizer(TokenizerJson.Read(files[0], tokenizer.Type)),
            TokenizerType.WordPiece => new HubTokenizer(VocabularyFiles.ReadWordPiece(files[0], files.ElementAtOrDefault(1))),
            TokenizerType.Bpe when files.Length > 1 => new HubTokenizer(VocabularyFiles.ReadBpe(files[0], files[1], files.ElementAtOrDefault(2))),
            _ when IsJson(files[0]) => new HubTokenizer(TokenizerJson.Read(files[0], tokenizer.Type)),
            _ => throw new ModelFileException(
                Path.Combine(model.Folder, ManifestReader.FileName),
                $"names a tokenizer of type '{tokenizer.Type}' in {Path.GetFileName(files[0])}, which this version cannot read",
                "Name the model's tokenizer.json instead, or choose another model."),
        };
    }

    private static bool IsJson(string file) => Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase);

    private static CodeTokenizer OpenCode(string[] files)
    {
        try
        {
            using var stream = File.OpenRead(files[0]);
            return CodeTokenizer.Create(stream);
        }
        catch (InvalidDataException exception)
        {
            throw new ModelFileException(files[0], exception.Message, "Restore the file, or export the model again.", exception);
        }
    }
}
