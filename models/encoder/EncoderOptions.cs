using Julie.Graphs;

namespace Julie.Training.Encoder;

/// <summary>How the encoder is learnt.</summary>
internal sealed record EncoderOptions(Arguments Arguments)
{
    public const int Batch = 96;

    /// <summary>Tokens that most batches see of a text; every fourth sees all of <see cref="BertConfig.Positions"/>.</summary>
    public int MostTokens => Arguments.Number("most-tokens", 64);

    /// <summary>Ends the training instead of the clock: the same number of steps gives the same weights.</summary>
    public int Steps => Arguments.Number("steps", int.MaxValue);

    public double Minutes => Arguments.Fraction("minutes", Steps < int.MaxValue ? float.PositiveInfinity : 15);

    public int Seed => Arguments.Number("seed", 1);

    /// <summary>AdamW's rate for the layers.</summary>
    public double Rate => Arguments.Fraction("rate", 2e-3f);

    /// <summary>That for the embeddings, which know much already.</summary>
    public double TableRate => Arguments.Fraction("table-rate", 3e-4f);

    public float Temperature => Arguments.Fraction("temperature", 0.05f);

    public int Threads => Arguments.Number("threads", 1);

    public BertConfig Shape(int vocabulary)
    {
        var hidden = Arguments.Number("hidden", 128);
        return new BertConfig(Arguments.Number("layers", 2), hidden, Arguments.Number("heads", 4), 4 * hidden, vocabulary, Positions: 256);
    }
}
