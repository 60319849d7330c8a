namespace Julie.Training.Learning;

/// <summary>Puts a sample's parts together as a query and a document, differently each time.</summary>
internal sealed class Composer(TrainingOptions options, Random random, TypedQueries? typed = null)
{
    private const float NameQuery = 0.12f;
    private const float WithHeader = 0.6f;
    private const float WithName = 0.75f;
    private const float WithRemarks = 0.3f;
    private const float WithLanguage = 0.1f;

    /// <summary>All of a batch, by several threads; what comes out does not depend on them.</summary>
    public void Compose(Sample[] batch, Bag[] queries, Bag[] documents, ParallelOptions parallel)
    {
        var seeds = new int[batch.Length];
        for (var i = 0; i < seeds.Length; i++)
        {
            seeds[i] = random.Next();
        }

        Parallel.For(0, batch.Length, parallel, i =>
        {
            var (query, document) = new Composer(options, new Random(seeds[i]), typed).Tokens(batch[i]);
            (queries[i], documents[i]) = (Bag.Of(query), Bag.Of(document));
        });
    }

    /// <summary>One sample in order, for models that read it.</summary>
    public (int[] Query, int[] Document) Tokens(Sample sample)
    {
        // Where the name is the question, the answer must not hold it.
        var byName = sample.Summary.Length == 0 || Chance(NameQuery);
        var query = byName ? [.. sample.Name] : Asked(sample);
        List<int> document = [];
        if (!byName && Chance(WithHeader))
        {
            document.AddRange(sample.Header);
        }

        document.AddRange(!byName && Chance(WithName) ? sample.Declaration : sample.Nameless);
        if (Chance(WithRemarks))
        {
            document.AddRange(sample.Remarks);
        }

        return (Drop(query), Drop(document));
    }

    private List<int> Asked(Sample sample)
    {
        if (typed is not null && Chance(options.Typed))
        {
            return typed.Of(sample.Summary, sample.Header[0], random);
        }

        List<int> query = [.. sample.Summary];
        if (Chance(WithLanguage))
        {
            query.Insert(0, sample.Header[0]);
        }

        return query;
    }

    private int[] Drop(List<int> tokens)
    {
        var kept = tokens.FindAll(_ => !Chance(options.Dropout));
        return [.. kept.Count > 0 ? kept : tokens];
    }

    private bool Chance(float share) => random.NextSingle() < share;
}
