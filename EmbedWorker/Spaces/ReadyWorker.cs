using Julie.Embedding;
using Julie.Index.Spaces;

namespace Julie.EmbedWorker.Spaces;

/// <summary>What a job needs: a loaded model and the space of its vectors.</summary>
internal sealed record ReadyWorker(IEmbedder Embedder, Space Space);
