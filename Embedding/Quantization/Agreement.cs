namespace Julie.Embedding.Quantization;

/// <summary>How near a model's answers are to another's, and how fast it is, on the same texts in the same run.</summary>
/// <param name="Passages">Passages embedded by both.</param>
/// <param name="Queries">Queries embedded by both, each ranking all passages by both.</param>
/// <param name="MeanCosine">Of the two vectors of a passage.</param>
/// <param name="LowCosine">One passage in a hundred is below.</param>
/// <param name="LowestCosine">The worst passage's.</param>
/// <param name="Top10Overlap">Mean share of a query's ten best passages that both find.</param>
/// <param name="Top1Agreement">Share of queries whose best passage is the same.</param>
/// <param name="LowestAloneCosine">
/// The worst passage's cosine between its vector of a batch and its vector alone, by the second model: dynamic quantisation scales by what else is in the batch.
/// </param>
/// <param name="TokensPerSecondBefore">Of the first model, tokenising included.</param>
/// <param name="TokensPerSecondAfter">Of the second.</param>
public sealed record Agreement(
    int Passages, int Queries, double MeanCosine, double LowCosine, double LowestCosine, double Top10Overlap, double Top1Agreement,
    double LowestAloneCosine, double TokensPerSecondBefore, double TokensPerSecondAfter)
{
    /// <summary>How many times as fast the second is.</summary>
    public double SpeedUp => TokensPerSecondAfter / TokensPerSecondBefore;
}
