using Julie.Training.Export;
using Julie.Training.Learning;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Training.Tests;

public sealed class StaticGraphTests : IDisposable
{
    private const int Tokens = 50;
    private const int Dimensions = 32;

    private readonly string file = Path.GetTempFileName();
    private readonly StaticModel model = RandomModel();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(StaticModel.Document)]
    [InlineData(StaticModel.Query)]
    public void Of_Model_ComputesWhatTheTrainerDoes(int side)
    {
        var quantized = new QuantizedModel(model);
        StaticGraph.Of(quantized, "test").Save(file);
        int[][] texts = [[3, 1, 4, 1, 5], [9], [0, 7, 0], [2, 6, 5, 3, 5, 8, 9, 7], [.. Enumerable.Repeat(11, 2 * Bag.MostPlaces), 12, 13]];
        var rows = Run(texts, side);
        for (var i = 0; i < texts.Length; i++)
        {
            Near(quantized.Embed(texts[i], side), rows[i], 1e-5f);
            Near(model.Embed(texts[i], side), rows[i], 0.01f); // 8 bits a number
        }
    }

    [Fact]
    public void Of_TextOfPaddingOnly_IsZeroAndNotNaN()
    {
        StaticGraph.Of(new QuantizedModel(model), "test").Save(file);
        Assert.All(Run([[], [7]], StaticModel.Document)[0], number => Assert.Equal(0, number));
    }

    [Fact]
    public void Of_Sides_DifferByTheirWeights()
    {
        StaticGraph.Of(new QuantizedModel(model), "test").Save(file);
        Assert.NotEqual(Run([[1, 2]], StaticModel.Document)[0], Run([[1, 2]], StaticModel.Query)[0]);
    }

    [Fact]
    public void Of_Order_CountsByWhereATokenStandsFirst()
    {
        StaticGraph.Of(new QuantizedModel(model), "test").Save(file);
        var rows = Run([[1, 2, 3], [3, 2, 1], [1, 2, 3, 3]], StaticModel.Document);
        Assert.NotEqual(rows[0], rows[1]);
        Assert.NotEqual(rows[0], rows[2]);
    }

    private static StaticModel RandomModel()
    {
        var model = new StaticModel(Tokens, Dimensions);
        var random = new Random(3);
        foreach (var part in model.Parts)
        {
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = random.NextSingle() - 0.5f;
            }
        }

        return model;
    }

    private static void Near(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    private float[][] Run(int[][] texts, int side)
    {
        var bags = texts.Select(text => text.Index().GroupBy(token => token.Item).ToArray()).ToArray();
        var length = bags.Max(bag => bag.Length);
        long[] shape = [bags.Length, length];
        var ids = new long[bags.Length * length];
        var counts = new long[ids.Length];
        var places = new long[ids.Length];
        for (var i = 0; i < bags.Length; i++)
        {
            for (var j = 0; j < bags[i].Length; j++)
            {
                (ids[(i * length) + j], counts[(i * length) + j], places[(i * length) + j]) = (bags[i][j].Key, bags[i][j].Count(), bags[i][j].First().Index);
            }
        }

        using var session = new InferenceSession(file);
        using var options = new RunOptions();
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var countsValue = OrtValue.CreateTensorValueFromMemory(counts, shape);
        using var placesValue = OrtValue.CreateTensorValueFromMemory(places, shape);
        using var sideValue = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat((long)side, ids.Length).ToArray(), shape);
        using var results = session.Run(
            options, ["input_ids", "token_counts", "position_ids", "token_type_ids"], [idsValue, countsValue, placesValue, sideValue], ["sentence_embedding"]);
        var output = results[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal([texts.Length, Dimensions], results[0].GetTensorTypeAndShape().Shape);
        return [.. output.Chunk(Dimensions)];
    }
}
