using System.Numerics.Tensors;

namespace Julie.Embedding.Quantization;

/// <summary>Compares two models that should give the same vectors.</summary>
public static class ModelComparison
{
    private const int Top = 10;

    /// <summary>Passages of one turn; the two models take turns, so that whatever else the machine does slows both.</summary>
    private const int Turn = 64;

    private const int MostAlone = 32;

    /// <summary>Embeds all texts with both.</summary>
    /// <param name="before">The model in float.</param>
    /// <param name="after">The quantised one.</param>
    /// <param name="texts">Passages and queries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Agreement> RunAsync(
        IEmbedder before, IEmbedder after, SampleTexts texts, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(time);
        var models = new[] { before, after };
        var vectors = new List<ReadOnlyMemory<float>>[] { [], [] };
        var elapsed = new TimeSpan[2];
        var turns = texts.Passages.Chunk(Turn).ToList();
        for (var turn = 0; turn < turns.Count; turn++)
        {
            for (var i = 0; i < models.Length; i++)
            {
                // Who goes first changes from turn to turn.
                var model = (i + turn) % 2;
                var start = time.GetTimestamp();
                vectors[model].AddRange(await models[model].EmbedAsync(turns[turn], EmbedSide.Document, 0, cancellationToken));
                elapsed[model] += time.GetElapsedTime(start);
            }
        }

        var cosines = vectors[0].Zip(vectors[1], Cosine).Order().ToList();
        var alone = 1.0;
        for (var i = 0; i < Math.Min(MostAlone, vectors[1].Count); i++)
        {
            var single = await after.EmbedAsync([texts.Passages[i]], EmbedSide.Document, 0, cancellationToken);
            alone = Math.Min(alone, Cosine(single[0], vectors[1][i]));
        }

        var tokens = texts.Passages.Sum(passage => (double)before.Tokenizer.CountTokens(passage));
        var (overlap, first) = await RankAsync(models, vectors, texts.Queries, cancellationToken);
        return new Agreement(
            texts.Passages.Count, texts.Queries.Count, cosines.Average(), cosines[cosines.Count / 100], cosines[0], overlap, first, alone,
            tokens / elapsed[0].TotalSeconds, tokens / elapsed[1].TotalSeconds);
    }

    private static async Task<(double Overlap, double First)> RankAsync(
        IEmbedder[] models, List<ReadOnlyMemory<float>>[] passages, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        var top = new List<int[]>[2];
        for (var model = 0; model < models.Length; model++)
        {
            var answers = await models[model].EmbedAsync(queries, EmbedSide.Query, 0, cancellationToken);
            var candidates = passages[model];
            top[model] = [.. answers.Select(query => Best(query, candidates))];
        }

        var pairs = top[0].Zip(top[1]).ToList();
        return (pairs.Average(pair => (double)pair.First.Intersect(pair.Second).Count() / pair.First.Length),
            pairs.Average(pair => pair.First[0] == pair.Second[0] ? 1.0 : 0));
    }

    private static int[] Best(ReadOnlyMemory<float> query, List<ReadOnlyMemory<float>> passages) =>
    [
        .. Enumerable.Range(0, passages.Count).OrderByDescending(i => TensorPrimitives.Dot(query.Span, passages[i].Span)).Take(Top),
    ];

    private static double Cosine(ReadOnlyMemory<float> a, ReadOnlyMemory<float> b) => TensorPrimitives.CosineSimilarity(a.Span, b.Span);
}
