using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>
/// Learns by telling a batch's documents apart: each query must be nearer to its own document than to the others (softmax of cosines over a
/// temperature), and each document to its own query.
/// </summary>
internal sealed class Trainer
{
    private readonly TrainingOptions options;
    private readonly StaticModel model;
    private readonly SparseAdam adam;
    private readonly Side queries;
    private readonly Side documents;
    private readonly float[] scores;
    private readonly float[] columns;
    private readonly int[] keys;
    private readonly ParallelOptions parallel;

    public Trainer(StaticModel model, TrainingOptions options)
    {
        (this.model, this.options) = (model, options);
        adam = new SparseAdam(model);
        queries = new Side(model, StaticModel.Query, options.Batch);
        documents = new Side(model, StaticModel.Document, options.Batch);
        scores = new float[options.Batch * options.Batch];
        columns = new float[options.Batch * options.Batch];
        keys = new int[options.Batch];
        parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
    }

    /// <summary>Small random vectors; weights that make common tokens count less: a / (a + share of the texts).</summary>
    public static StaticModel Begin(int tokens, IEnumerable<Sample> samples, TrainingOptions options)
    {
        var model = new StaticModel(tokens, options.Dimensions);
        var random = new Random(options.Seed);
        for (var i = 0; i < model.Vectors.Length; i++)
        {
            model.Vectors[i] = (random.NextSingle() - 0.5f) * 2 / MathF.Sqrt(options.Dimensions);
        }

        var counts = new double[2][] { new double[tokens], new double[tokens] };
        double[] totals = [1, 1];
        foreach (var sample in samples)
        {
            Count(StaticModel.Query, sample.Summary);
            Count(StaticModel.Document, sample.Declaration);
        }

        for (var side = 0; side < 2; side++)
        {
            for (var token = 0; token < tokens; token++)
            {
                model.LogWeights[side][token] = (float)Math.Log(1e-3 / (1e-3 + (counts[side][token] / totals[side])));
            }
        }

        return model;

        void Count(int side, int[] text)
        {
            foreach (var token in text)
            {
                counts[side][token]++;
                totals[side]++;
            }
        }
    }

    /// <summary>One batch; returns its mean loss.</summary>
    public float Step(Sample[] batch, Composer composer, float progress)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            keys[i] = batch[i].QueryKey;
        }

        composer.Compose(batch, queries.Texts, documents.Texts, parallel);
        queries.Forward(parallel);
        documents.Forward(parallel);
        var n = options.Batch;
        Matrices.TimesTransposed(queries.Vectors, documents.Vectors, scores, n, n, options.Dimensions, parallel);
        var loss = Softmax();
        Matrices.Times(scores, false, documents.Vectors, queries.Slopes, n, n, options.Dimensions, parallel);
        Matrices.Times(scores, true, queries.Vectors, documents.Slopes, n, n, options.Dimensions, parallel);
        queries.ThroughLength(parallel);
        documents.ThroughLength(parallel);
        var fall = 1 - (0.9f * progress);
        adam.Step([queries, documents], options.Rate * fall, options.WeightRate * fall, options.PlaceRate * fall, parallel);
        return loss;
    }

    /// <summary>Scores to the loss's slopes at them, in place.</summary>
    private float Softmax()
    {
        var n = options.Batch;
        var losses = new float[n];
        Parallel.For(0, n, parallel, i =>
        {
            var row = scores.AsSpan(i * n, n);
            TensorPrimitives.Divide(row, options.Temperature, row);
            for (var j = 0; j < n; j++)
            {
                // Equal questions: the other's answer is right too.
                if (keys[j] == keys[i] && j != i)
                {
                    row[j] = -1000;
                }
            }
        });
        Parallel.For(0, n / 16, parallel, block =>
        {
            for (var j = block * 16; j < (block + 1) * 16; j++)
            {
                for (var i = 0; i < n; i++)
                {
                    columns[(j * n) + i] = scores[(i * n) + j];
                }

                var column = columns.AsSpan(j * n, n);
                TensorPrimitives.SoftMax(column, column);
            }
        });
        Parallel.For(0, n, parallel, i =>
        {
            var row = scores.AsSpan(i * n, n);
            TensorPrimitives.SoftMax(row, row);
            losses[i] = -MathF.Log(MathF.Max(row[i], 1e-30f));
        });
        var scale = 1 / (options.Temperature * n * (1 + options.Backward));
        Parallel.For(0, n / 16, parallel, block =>
        {
            for (var i = block * 16; i < (block + 1) * 16; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    scores[(i * n) + j] = (scores[(i * n) + j] + (options.Backward * columns[(j * n) + i])) * scale;
                }

                scores[(i * n) + i] -= (1 + options.Backward) * scale;
            }
        });
        return losses.Average();
    }
}
