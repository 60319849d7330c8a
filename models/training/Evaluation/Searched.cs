using System.Numerics.Tensors;

using Julie.Embedding.Tokenizers;
using Julie.Training.Learning;

namespace Julie.Training.Evaluation;

/// <summary>Texts that can be asked: by vectors, by BM25 over the same tokens, and by both.</summary>
internal sealed class Searched
{
    private readonly StaticModel model;
    private readonly CodeTokenizer tokenizer;
    private readonly List<float[]> vectors;
    private readonly Bm25 bm25;

    public Searched(IEnumerable<string> texts, CodeTokenizer tokenizer, StaticModel model)
    {
        (this.model, this.tokenizer) = (model, tokenizer);
        var documents = texts.Select(text => tokenizer.EncodeToIds(text)).ToList();
        vectors = documents.ConvertAll(document => model.Embed([.. document], StaticModel.Document));
        bm25 = new Bm25(documents);
    }

    public float[] ByVector(string query)
    {
        var vector = model.Embed([.. tokenizer.EncodeToIds(query)], StaticModel.Query);
        return [.. vectors.Select(document => TensorPrimitives.Dot<float>(vector, document))];
    }

    public float[] ByTerms(string query) => bm25.Score(tokenizer.EncodeToIds(query));

    public float[] ByRanks(string query) => Fusion.ByRank(ByVector(query), ByTerms(query));

    /// <param name="share">What the vectors' scores count of the whole.</param>
    /// <param name="query">The question.</param>
    public float[] ByScores(float share, string query) => Fusion.ByScore(ByVector(query), ByTerms(query), share);
}
