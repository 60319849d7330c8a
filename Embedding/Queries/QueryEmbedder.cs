using Microsoft.Extensions.Options;

namespace Julie.Embedding.Queries;

/// <summary>Vectors of queries with the configured model; the last ones asked for are kept. Safe for concurrent use.</summary>
public sealed class QueryEmbedder(EmbedderSource source, IOptions<EmbeddingOptions> options)
{
    private readonly LruCache<string, float[]> cache = new(options.Value.QueryCache);

    /// <summary>The vector of a query. Callers share the array and must not write to it.</summary>
    /// <exception cref="EmbeddingException">The query has no tokens, or its vector is no number.</exception>
    /// <exception cref="Manifest.ModelFileException">The model cannot be used.</exception>
    public async ValueTask<float[]> EmbedAsync(string query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = query.Trim();
        if (cache.TryGet(text, out var known))
        {
            return known;
        }

        var embedder = await source.GetAsync(cancellationToken);
        var vectors = await embedder.EmbedAsync([text], EmbedSide.Query, cancellationToken);
        var vector = vectors[0].ToArray();
        cache.Add(text, vector);
        return vector;
    }
}
