using Julie.Index.Lexical;
using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>What a passage is worth by what it says itself.</summary>
internal sealed class PassageScore(LexicalQuery query, QueryWords words, SearchMode mode, bool hasVector, RankingWeights weights)
{
    private readonly bool _byName = !hasVector || query.Names.Any(name => name.Kind == NameKind.Alone);

    /// <summary>A word of a question counts once, however often the passage holds it; how often a name stands there tells who is about it.</summary>
    public HitParts Of(FoundPassage passage)
    {
        var similarity = passage.Similarity ?? 0;
        return mode == SearchMode.Semantic ? new(similarity, 0)
            : _byName ? new(weights.SimilarityOfName * similarity, weights.Bm25 * passage.Bm25 / words.Bm25Unit)
            : new(weights.Similarity * similarity, weights.Coverage * words.Held(passage.Words));
    }
}
