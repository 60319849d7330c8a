using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>One side of a batch: texts, their vectors and the loss's slope at them.</summary>
internal sealed class Side(StaticModel model, int side, int batch)
{
    private readonly int dimensions = model.Dimensions;
    private readonly float[] lengths = new float[batch];

    public Bag[] Texts { get; } = new Bag[batch];

    /// <summary>[batch, dimensions], each of length 1.</summary>
    public float[] Vectors { get; } = new float[batch * model.Dimensions];

    /// <summary>[batch, dimensions].</summary>
    public float[] Slopes { get; } = new float[batch * model.Dimensions];

    public int Index => side;

    public void Forward(ParallelOptions parallel) =>
        Parallel.For(0, batch, parallel, i => lengths[i] = model.Embed(Texts[i], side, Row(Vectors, i)));

    /// <summary>Turns slopes at the unit vectors into slopes at the sums before the division by their length.</summary>
    public void ThroughLength(ParallelOptions parallel) =>
        Parallel.For(0, batch, parallel, i =>
        {
            var vector = Row(Vectors, i);
            var slope = Row(Slopes, i);
            var along = TensorPrimitives.Dot<float>(vector, slope);
            TensorPrimitives.MultiplyAdd(vector, -along, slope, slope);
            TensorPrimitives.Multiply(slope, lengths[i] > 0 ? 1 / lengths[i] : 0, slope);
        });

    public Span<float> Row(float[] matrix, int row) => matrix.AsSpan(row * dimensions, dimensions);
}
