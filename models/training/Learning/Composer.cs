namespace Julie.Training.Learning;

/// <summary>Puts a sample's parts together as a query and a document, differently each time.</summary>
internal sealed class Composer(TrainingOptions options, Random random)
{
    private const float NameQuery = 0.12f;
    private const float WithHeader = 0.6f;
    private const float WithName = 0.75f;
    private const float WithRemarks = 0.3f;
    private const float WithLanguage = 0.1f;

    public (Bag Query, Bag Document) Compose(Sample sample)
    {
        var (query, document) = Tokens(sample);
        return (Bag.Of(query), Bag.Of(document));
    }

    /// <summary>The same in order, for models that read it.</summary>
    public (int[] Query, int[] Document) Tokens(Sample sample)
    {
        // Where the name is the question, the answer must not hold it.
        var byName = sample.Summary.Length == 0 || Chance(NameQuery);
        List<int> query = [.. byName ? sample.Name : sample.Summary];
        if (!byName && Chance(WithLanguage))
        {
            query.Insert(0, sample.Header[0]);
        }

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

    private int[] Drop(List<int> tokens)
    {
        var kept = tokens.FindAll(_ => !Chance(options.Dropout));
        return [.. kept.Count > 0 ? kept : tokens];
    }

    private bool Chance(float share) => random.NextSingle() < share;
}
