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
        int[][] texts = [[3, 1, 4, 1, 5], [9], [0, 7, 0], [2, 6, 5, 3, 5, 8, 9, 7]];
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

    private static StaticModel RandomModel()
    {
        var model = new StaticModel(Tokens, Dimensions);
        var random = new Random(3);
        foreach (var part in new[] { model.Vectors, model.LogWeights[0], model.LogWeights[1] })
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
        var length = texts.Max(text => text.Length);
        long[] shape = [texts.Length, length];
        var ids = new long[texts.Length * length];
        var mask = new long[ids.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = 0; j < texts[i].Length; j++)
            {
                (ids[(i * length) + j], mask[(i * length) + j]) = (texts[i][j], 1);
            }
        }

        using var session = new InferenceSession(file);
        using var options = new RunOptions();
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var sideValue = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat((long)side, ids.Length).ToArray(), shape);
        using var results = session.Run(options, ["input_ids", "attention_mask", "token_type_ids"], [idsValue, maskValue, sideValue], ["sentence_embedding"]);
        var output = results[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal([texts.Length, Dimensions], results[0].GetTensorTypeAndShape().Shape);
        return [.. output.Chunk(Dimensions)];
    }
}
