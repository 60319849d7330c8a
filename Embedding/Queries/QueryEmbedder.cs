using System.Collections.Concurrent;

using Microsoft.Extensions.Options;

namespace Julie.Embedding.Queries;

/// <summary>
/// Vectors of queries; the last ones asked for are kept, and equal queries at one time are computed once. Safe for concurrent use.
/// </summary>
public sealed class QueryEmbedder(IQueryModel model, IOptions<EmbeddingOptions> options)
{
    // Law 9: the model may change under a process that lives on, and with it the space.
    private readonly LruCache<(long Space, string Text), float[]> cache = new(options.Value.QueryCache);
    private readonly ConcurrentDictionary<(long Space, string Text), Lazy<Task<float[]>>> running = new();

    /// <summary>The vector of a query in a space. Callers share the array and must not write to it.</summary>
    /// <exception cref="EmbeddingException">The query has no tokens, or its vector is no number.</exception>
    /// <exception cref="ModelUnavailableException">There is no vector for any query at present.</exception>
    /// <exception cref="Manifest.ModelFileException">The model cannot be used.</exception>
    public async ValueTask<float[]> EmbedAsync(long space, string query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var key = (space, query.Trim());
        if (cache.TryGet(key, out var known))
        {
            return known;
        }

        var run = running.GetOrAdd(key, wanted => new Lazy<Task<float[]>>(() => RunAsync(wanted)));
        return await run.Value.WaitAsync(cancellationToken);
    }

    private async Task<float[]> RunAsync((long Space, string Text) key)
    {
        try
        {
            // Nobody's token: whoever asked first may leave while others wait. The model has a deadline of its own.
            var vector = await model.EmbedAsync(key.Space, key.Text, CancellationToken.None);
            cache.Add(key, vector);
            return vector;
        }
        finally
        {
            // After the cache has it: who comes between finds it there. A failure is not kept.
            running.TryRemove(key, out _);
        }
    }
}
