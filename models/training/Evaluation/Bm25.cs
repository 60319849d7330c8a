namespace Julie.Training.Evaluation;

/// <summary>BM25 (Robertson et al., k1 1.2, b 0.75) over lists of terms.</summary>
internal sealed class Bm25
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly Dictionary<int, List<(int Document, int Count)>> postings = [];
    private readonly int[] lengths;
    private readonly double mean;

    public Bm25(IReadOnlyList<IReadOnlyList<int>> documents)
    {
        lengths = [.. documents.Select(document => document.Count)];
        mean = lengths.Average();
        for (var i = 0; i < documents.Count; i++)
        {
            foreach (var term in documents[i].CountBy(term => term))
            {
                if (!postings.TryGetValue(term.Key, out var list))
                {
                    postings[term.Key] = list = [];
                }

                list.Add((i, term.Value));
            }
        }
    }

    public float[] Score(IEnumerable<int> query)
    {
        var scores = new float[lengths.Length];
        foreach (var term in query)
        {
            if (!postings.TryGetValue(term, out var list))
            {
                continue;
            }

            var rarity = Math.Log(1 + ((lengths.Length - list.Count + 0.5) / (list.Count + 0.5)));
            foreach (var (document, count) in list)
            {
                scores[document] += (float)(rarity * count * (K1 + 1) / (count + (K1 * (1 - B + (B * lengths[document] / mean)))));
            }
        }

        return scores;
    }
}
