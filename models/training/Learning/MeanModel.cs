using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>The mean of a model over a part of its training, which errs less than its last state.</summary>
internal sealed class MeanModel(StaticModel model)
{
    /// <summary>Batches from one addition to the next: neighbours hardly differ.</summary>
    public const int Every = 8;

    private readonly float[][] sums = [.. model.Parts.Select(part => new float[part.Length])];
    private int count;

    public void Add()
    {
        count++;
        foreach (var (sum, part) in sums.Zip(model.Parts))
        {
            TensorPrimitives.Add(sum, part, sum);
        }
    }

    /// <summary>Writes the mean into the model.</summary>
    public void Take()
    {
        foreach (var (sum, part) in count > 0 ? sums.Zip(model.Parts) : [])
        {
            TensorPrimitives.Divide(sum, count, part);
        }
    }
}
