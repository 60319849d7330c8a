using Julie.Embedding.Manifest;
using Julie.Index.Content;
using Julie.Index.Spaces;

using Microsoft.ML.Tokenizers;

namespace Julie.ServiceDefaults.Spaces;

/// <summary>The space that the configuration means, with what it is made of.</summary>
/// <param name="Space">Its row, which is the active one.</param>
/// <param name="Chunking">The way to cut; its limit fits the model (law 7).</param>
/// <param name="Model">The model whose vectors it holds.</param>
/// <param name="Tokenizer">The model's tokenizer, which counts a chunk's tokens.</param>
public sealed record SpaceInUse(Space Space, Chunking Chunking, StoredModel Model, Tokenizer Tokenizer);
