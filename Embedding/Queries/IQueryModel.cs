namespace Julie.Embedding.Queries;

/// <summary>What computes the vectors of queries: the model in this process, or a worker elsewhere.</summary>
public interface IQueryModel
{
    /// <summary>The vector of a query.</summary>
    /// <param name="space">Key of the space that is searched; the model must be the one whose vectors it holds (law 9).</param>
    /// <param name="text">The query, without the model's prefix.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmbeddingException">The query has no tokens, or its vector is no number.</exception>
    /// <exception cref="ModelUnavailableException">There is no vector for any query at present.</exception>
    /// <exception cref="Manifest.ModelFileException">The model cannot be used.</exception>
    Task<float[]> EmbedAsync(long space, string text, CancellationToken cancellationToken);
}
