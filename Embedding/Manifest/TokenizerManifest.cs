namespace Julie.Embedding.Manifest;

/// <summary>The tokenizer of a model.</summary>
/// <param name="Type">Which of this project's tokenizers reads the files.</param>
/// <param name="Files">Its files, relative to the model's folder, in the order in which that tokenizer wants them.</param>
public sealed record TokenizerManifest(TokenizerType Type, IReadOnlyList<string> Files);
