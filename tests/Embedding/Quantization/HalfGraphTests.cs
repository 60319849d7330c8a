using Julie.Embedding.Quantization;
using Julie.Embedding.Quantization.Format;
using Julie.Graphs;

namespace Julie.Embedding.Tests.Quantization;

public sealed class HalfGraphTests
{
    private static readonly BertConfig Config = new(Layers: 2, Hidden: 32, Heads: 4, Intermediate: 64, Vocabulary: 100, Positions: 32);
    private static readonly byte[] Bert = BertGraph.ToArray(Config, RandomWeights.Create(seed: 2, spread: 0.2f));

    [Fact]
    public void Rewrite_Encoder_GivesNearlyTheSameVectorsInHalfTheBytes()
    {
        var model = GraphRunner.Simplified(Bert);

        var (constants, clamped) = HalfGraph.Rewrite(model);

        Assert.True(constants > 30);
        Assert.Equal("lowest (1 of 1)", Assert.Single(clamped)); // the mask's
        Assert.InRange(model.Bytes().Length, Bert.Length * 0.45, Bert.Length * 0.7);
        int[] ids = [1, 5, 9, 33, 70, 2];
        Assert.InRange(GraphRunner.Cosine(GraphRunner.RunBert(Bert, ids), GraphRunner.RunBert(model.Bytes(), ids)), 0.99999, 0.9999999999);
    }

    [Fact]
    public void Rewrite_PaddedBatch_HidesPaddingBehindTheClampedMask()
    {
        var model = GraphRunner.Simplified(Bert);
        HalfGraph.Rewrite(model);
        var alone = GraphRunner.RunBert(model.Bytes(), [4, 5, 6]);

        var padded = GraphRunner.Run(
            model.Bytes(),
            ("input_ids", new long[] { 4, 5, 6, 0, 0, 0 }, [1, 6]),
            ("attention_mask", new long[] { 1, 1, 1, 0, 0, 0 }, [1, 6]),
            ("token_type_ids", new long[6], [1, 6]));

        Assert.All(padded, number => Assert.True(float.IsFinite(number)));
        Assert.InRange(GraphRunner.Cosine(alone, padded[..alone.Length]), 0.9999, 1.0001);
    }

    /// <summary>A normalisation as older exports write it: squares of hundreds overflow half precision, and what is added to the variance vanishes in it.</summary>
    [Fact]
    public void Rewrite_NormalisationInParts_IsComputedInSinglePrecision()
    {
        var graph = new GraphBuilder("normalisation")
            .Input("ids", OnnxType.Int64, 2)
            .Constant<float>("table", OnnxType.Float, [3000, 1000, -2000, 500, 7, 7, 7, 7], 2, 4)
            .Constant<float>("two", OnnxType.Float, [2])
            .Constant<float>("epsilon", OnnxType.Float, [1e-12f])
            .Constant<float>("scale", OnnxType.Float, [1, 2, 1, 1], 4)
            .Node("Gather", "x", ["table", "ids"])
            .Node("ReduceMean", "mean", ["x"], ("axes", new long[] { -1 }))
            .Node("Sub", "centred", ["x", "mean"])
            .Node("Pow", "squares", ["centred", "two"])
            .Node("ReduceMean", "variance", ["squares"], ("axes", new long[] { -1 }))
            .Node("Add", "safe", ["variance", "epsilon"])
            .Node("Sqrt", "deviation", ["safe"])
            .Node("Div", "normal", ["centred", "deviation"])
            .Node("Mul", "y", ["normal", "scale"])
            .Output("y", OnnxType.Float, 2, 4)
            .ToArray();
        (string, Array, long[]) ids = ("ids", new long[] { 0, 1 }, [2]);
        var expected = GraphRunner.Run(graph, ids);
        // As it is, without ONNX Runtime's fusion into one operation.
        var model = ModelProto.Parser.ParseFrom(graph);
        foreach (var name in new[] { "x", "mean", "centred", "squares", "variance", "safe", "deviation", "normal" })
        {
            model.Graph.ValueInfo.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxType.Float } } });
        }

        HalfGraph.Rewrite(model);

        Assert.Contains(model.Graph.Initializer, constant => constant.Name == "table.half" && constant.DataType == OnnxType.Float16);
        Assert.Single(model.Graph.Node, node => node.Is("Cast")); // in at the front, and nothing inside
        var actual = GraphRunner.Run(model.Bytes(), ids);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - 0.005f, expected[i] + 0.005f);
        }
    }

    [Fact]
    public void Convert_NumbersBeyondTheRange_BecomeTheLargestAndAreCounted()
    {
        var tensor = Tensors.Create<float>("c", OnnxType.Float, [1e6f, -1e6f, float.NegativeInfinity, 1.5f], 4);

        var (half, clamped) = HalfConstants.Convert(tensor, "h");

        Assert.Equal(2, clamped);
        Assert.Equal(
            [Half.MaxValue, Half.MinValue, Half.NegativeInfinity, (Half)1.5f],
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(half.RawData.Span).ToArray());
    }
}
