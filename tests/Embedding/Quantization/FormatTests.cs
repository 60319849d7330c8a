using Google.Protobuf;

using Julie.Embedding.Quantization.Format;
using Julie.Graphs;

namespace Julie.Embedding.Tests.Quantization;

public sealed class FormatTests
{
    private static readonly BertConfig Config = new(Layers: 1, Hidden: 8, Heads: 2, Intermediate: 16, Vocabulary: 10, Positions: 8);

    [Fact]
    public void ParseFrom_FieldsThatWeDoNotName_AreThereWhenItIsWrittenAgain()
    {
        // The notes of another tool (field 6), and producer_version (3), which comes in another order.
        byte[] foreign = [0x32, 5, .. "notes"u8, 0x1A, 3, .. "abc"u8];
        byte[] file = [.. BertGraph.ToArray(Config), .. foreign];

        var again = ModelProto.Parser.ParseFrom(file).ToByteArray();

        Assert.Equal(file.Length, again.Length);
        Assert.True(again.AsSpan().IndexOf("notes"u8) > 0);
    }

    [Fact]
    public void ToArray_SameConfigurationAndSeed_GivesTheSameBytes()
    {
        Assert.Equal(BertGraph.ToArray(Config, RandomWeights.Create(4)), BertGraph.ToArray(Config, RandomWeights.Create(4)));
        Assert.NotEqual(BertGraph.ToArray(Config, RandomWeights.Create(4)), BertGraph.ToArray(Config, RandomWeights.Create(5)));
    }

    [Fact]
    public void RandomWeights_AreSpreadAsAsked()
    {
        var numbers = RandomWeights.Create(1, spread: 0.5f)("some.weight", [100, 100]);

        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(numbers.Average(number => number * number)), 0.48, 0.52);
    }

    [Fact]
    public void Floats_FewerNumbersThanTheShapePromises_IsAnError()
    {
        var tensor = Tensors.Create<float>("short", OnnxType.Float, [1, 2, 3], 2, 2);

        Assert.Contains("'short' holds 3 numbers", Assert.Throws<InvalidDataException>(() => tensor.Floats()).Message);
    }
}
