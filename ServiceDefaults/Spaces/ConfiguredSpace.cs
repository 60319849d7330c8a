using Julie.Embedding;
using Julie.Embedding.Manifest;
using Julie.Embedding.Spaces;
using Julie.Embedding.Tokenizers;
using Julie.Index.Content;
using Julie.Index.Spaces;

using Microsoft.Extensions.Options;
using Microsoft.ML.Tokenizers;

namespace Julie.ServiceDefaults.Spaces;

/// <summary>
/// Which vector space the configuration means. Index and Embedding know nothing of each other, and Ingest, EmbedWorker and QueryApi must
/// mean the same one: so they meet here. Safe for concurrent use.
/// </summary>
public sealed class ConfiguredSpace(
    ModelStore models, ChunkingCatalog chunkings, SpaceCatalog spaces, IOptions<EmbeddingOptions> embedding, IOptions<ChunkingOptions> chunking)
    : IDisposable
{
    private readonly SemaphoreSlim ensuring = new(1, 1);
    private volatile SpaceInUse? known;

    /// <summary>The configured space, made and set active on first use. A failure is not kept: the next caller tries again.</summary>
    /// <exception cref="ModelFileException">The model's manifest or tokenizer is missing or corrupt.</exception>
    public async ValueTask<SpaceInUse> EnsureAsync(CancellationToken cancellationToken)
    {
        if (known is { } space)
        {
            return space;
        }

        await ensuring.WaitAsync(cancellationToken);
        try
        {
            return known ??= await MakeAsync(cancellationToken);
        }
        finally
        {
            ensuring.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => ensuring.Dispose();

    private async Task<SpaceInUse> MakeAsync(CancellationToken cancellationToken)
    {
        var model = models.Load(embedding.Value.Model);
        var tokenizer = TokenizerFactory.Create(model);
        var manifest = model.Pin();
        var cut = ChunkingOf(manifest, chunking.Value);
        var chunkingId = await chunkings.EnsureAsync(cut, cancellationToken);
        var key = SpaceKey.Of(
            manifest, EmbedInput.Version, new SpaceChunking(cut.Version, cut.Tokenizer, cut.TargetTokens, cut.LimitTokens));
        var space = await spaces.EnsureActiveAsync(
            new SpaceDefinition(key, manifest.Id, manifest.Dimensions, chunkingId, SpaceKey.ManifestJsonOf(manifest)),
            cancellationToken);
        return new SpaceInUse(space, cut, model, tokenizer);
    }

    private static Chunking ChunkingOf(ModelManifest manifest, ChunkingOptions options)
    {
        // Law 7: the chunker counts a passage behind the model's prefix, so another prefix is another chunking.
        var limit = Math.Min(options.LimitTokens, manifest.CountedTokens ?? int.MaxValue);
        var tokenizer = SpaceKey.TokenizerIdentity(manifest);
        var prefixed = manifest.DocumentPrefix.Length == 0 ? tokenizer : $"{tokenizer} behind '{manifest.DocumentPrefix}'";
        return new Chunking(ChunkingOptions.Version, prefixed, Math.Min(options.TargetTokens, limit), limit);
    }
}
