namespace Julie.Training.Learning;

/// <summary>How the vectors are learnt. The defaults made the shipped model.</summary>
internal sealed record TrainingOptions
{
    public int Dimensions { get; init; } = 256;

    /// <summary>Dimensions while it learns, where more: the principal ones are kept.</summary>
    public int Learnt { get; init; } = 512;

    public int Batch { get; init; } = 1024;

    public int Epochs { get; init; } = 2;

    public float Temperature { get; init; } = 0.05f;

    /// <summary>Adam's rate for vectors at the start; it falls to a tenth along a line.</summary>
    public float Rate { get; init; } = 0.004f;

    /// <summary>Adam's rate for the logarithms of weights.</summary>
    public float WeightRate { get; init; } = 0.02f;

    /// <summary>Share of tokens that a text loses, so that no single identifier carries it.</summary>
    public float Dropout { get; init; } = 0.1f;

    /// <summary>Share of batches that mix languages; the others have one, whose texts are harder to tell apart.</summary>
    public float Mixed { get; init; } = 0.3f;

    /// <summary>Share of the loss that asks for the right query of a document.</summary>
    public float Backward { get; init; } = 0.5f;

    /// <summary>Share of undocumented definitions, which are found by their names, in every epoch.</summary>
    public float Undocumented { get; init; } = 0.3f;

    /// <summary>That many samples of one repository stand together in a batch: they are the hardest to tell apart.</summary>
    public int Neighbours { get; init; } = 128;

    /// <summary>The weights are the mean of those in this last share of the training.</summary>
    public float Averaged { get; init; } = 0.4f;

    /// <summary>Adam's rate for the logarithms of places, which every text moves.</summary>
    public float PlaceRate { get; init; } = 0.02f;

    /// <summary>Share of sentences that are asked as people type them.</summary>
    public float Typed { get; init; } = 0.5f;

    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public static TrainingOptions From(Arguments options)
    {
        var defaults = new TrainingOptions();
        return new TrainingOptions
        {
            Dimensions = options.Number("dimensions", defaults.Dimensions),
            Learnt = options.Number("learnt", defaults.Learnt),
            Batch = options.Number("batch", defaults.Batch),
            Epochs = options.Number("epochs", defaults.Epochs),
            Temperature = options.Fraction("temperature", defaults.Temperature),
            Rate = options.Fraction("rate", defaults.Rate),
            WeightRate = options.Fraction("weight-rate", defaults.WeightRate),
            Dropout = options.Fraction("dropout", defaults.Dropout),
            Mixed = options.Fraction("mixed", defaults.Mixed),
            Backward = options.Fraction("backward", defaults.Backward),
            Undocumented = options.Fraction("undocumented", defaults.Undocumented),
            Neighbours = options.Number("neighbours", defaults.Neighbours),
            Averaged = options.Fraction("averaged", defaults.Averaged),
            PlaceRate = options.Fraction("place-rate", defaults.PlaceRate),
            Typed = options.Fraction("typed", defaults.Typed),
            Seed = options.Number("seed", defaults.Seed),
            Threads = options.Number("threads", defaults.Threads),
        };
    }
}
