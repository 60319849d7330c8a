using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tokenizers;

/// <summary>Makes a model's tokenizer from its files. No graph is opened: Ingest counts tokens with it.</summary>
public static class TokenizerFactory
{
    /// <summary>The tokenizer of a model. It is safe for concurrent use, and its ids hold the special tokens that the model wants.</summary>
    /// <exception cref="ModelFileException">A file is missing or wrong, or there is no tokenizer of this type yet.</exception>
    public static Tokenizer Create(StoredModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tokenizer = model.Manifest.Tokenizer;
        string[] files = [.. tokenizer.Files.Select(model.PathOf)];
        return tokenizer.Type switch
        {
            TokenizerType.Code => OpenCode(files),
            TokenizerType.Bytes => new ByteTokenizer(),
            _ => throw new ModelFileException(
                Path.Combine(model.Folder, ManifestReader.FileName),
                $"names a tokenizer of type '{tokenizer.Type}' for {files.Length} files, which this version cannot read",
                "Choose another model."),
        };
    }

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
