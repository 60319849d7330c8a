using System.Numerics.Tensors;

using Julie.Training.Learning;

namespace Julie.Training.Tests;

public sealed class ReductionTests
{
    /// <summary>Vectors that fill a quarter of their dimensions lose nothing with the others.</summary>
    [Fact]
    public void Of_VectorsOfFewComponents_KeepsEveryScore()
    {
        const int Tokens = 200, From = 64, To = 16;
        var random = new Random(4);
        var basis = Enumerable.Range(0, To).Select(_ => Enumerable.Range(0, From).Select(_ => random.NextSingle() - 0.5f).ToArray()).ToArray();
        var model = new StaticModel(Tokens, From);
        for (var token = 0; token < Tokens; token++)
        {
            var vector = model.Vectors.AsSpan(token * From, From);
            foreach (var axis in basis)
            {
                TensorPrimitives.MultiplyAdd(axis, random.NextSingle() - 0.5f, vector, vector);
            }
        }

        var samples = Enumerable.Range(0, 500).Select(i => new Sample(0, [i % Tokens, (i * 7) % Tokens], [], [], [(i * 3) % Tokens, (i * 11) % Tokens], [], [], i, 0)).ToList();
        var reduced = Reduction.Of(model, samples, To, new ParallelOptions());
        Assert.Equal(To, reduced.Dimensions);
        foreach (var sample in samples)
        {
            Assert.Equal(Score(model, sample), Score(reduced, sample), 1e-3f);
        }

        static float Score(StaticModel model, Sample sample) =>
            TensorPrimitives.Dot<float>(model.Embed(sample.Summary, StaticModel.Query), model.Embed(sample.Declaration, StaticModel.Document));
    }
}
