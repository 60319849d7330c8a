namespace Julie.Embedding.Queries;

/// <summary>The configured model in this process. Who calls it knows that its space is the one that is asked for.</summary>
internal sealed class LocalQueryModel(EmbedderSource source) : IQueryModel
{
    /// <summary>Before every lane: somebody looks at an empty page.</summary>
    private const int Priority = -1;

    public async Task<float[]> EmbedAsync(long space, string text, CancellationToken cancellationToken)
    {
        var embedder = await source.GetAsync(cancellationToken);
        var vectors = await embedder.EmbedAsync([text], EmbedSide.Query, Priority, cancellationToken);
        return vectors[0].ToArray();
    }
}
