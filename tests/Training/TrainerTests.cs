using Julie.Training.Evaluation;
using Julie.Training.Learning;

namespace Julie.Training.Tests;

public sealed class TrainerTests
{
    /// <summary>A query's word and its document's word never look alike: only learning can bring them together.</summary>
    [Fact]
    public void Step_WordsThatBelongTogether_AreLearnt()
    {
        const int Pairs = 64;
        var options = new TrainingOptions { Batch = Pairs, Dimensions = 64, Dropout = 0, Threads = 2, Rate = 0.02f };
        var samples = Enumerable.Range(0, Pairs)
            .Select(i => new Sample(0, [i], [i], [2 * Pairs], [Pairs + i], [Pairs + i], [], i, 0))
            .ToArray();
        var model = Trainer.Begin((2 * Pairs) + 1, samples, options);
        var trainer = new Trainer(model, options);
        var composer = new Composer(options, new Random(1));
        var first = trainer.Step(samples, composer, 0);
        var last = first;
        for (var i = 0; i < 60; i++)
        {
            last = trainer.Step(samples, composer, 0);
        }

        Assert.True(first > 3, $"began at {first}");
        Assert.True(last < 0.5f, $"ended at {last}");
    }

    [Fact]
    public void Times_RandomMatrices_IsWhatTheDefinitionSays()
    {
        const int M = 16, N = 32, K = 64;
        var random = new Random(2);
        var (a, b, c) = (Fill(M * K), Fill(N * K), new float[M * N]);
        var parallel = new ParallelOptions();
        Matrices.TimesTransposed(a, b, c, M, N, K, parallel);
        Check(c, M, N, (i, j) => Enumerable.Range(0, K).Sum(k => a[(i * K) + k] * b[(j * K) + k]));
        var d = new float[M * K];
        Matrices.Times(c, false, b, d, M, N, K, parallel);
        Check(d, M, K, (i, k) => Enumerable.Range(0, N).Sum(j => c[(i * N) + j] * b[(j * K) + k]));
        var e = new float[N * K];
        Matrices.Times(c, true, a, e, N, M, K, parallel);
        Check(e, N, K, (j, k) => Enumerable.Range(0, M).Sum(i => c[(i * N) + j] * a[(i * K) + k]));

        float[] Fill(int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() - 0.5f)];

        static void Check(float[] actual, int rows, int columns, Func<int, int, float> expected)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    Assert.Equal(expected(i, j), actual[(i * columns) + j], 1e-3f);
                }
            }
        }
    }

    [Fact]
    public void Score_RareTerm_CountsMoreThanACommonOne()
    {
        var scores = new Bm25([[1, 2], [1, 3], [1, 4]]).Score([1, 3]);
        Assert.Equal(1, Array.IndexOf(scores, scores.Max()));
        Assert.Equal(scores[0], scores[2]);
    }
}
