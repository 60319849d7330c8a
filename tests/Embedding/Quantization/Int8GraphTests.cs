using Julie.Embedding.Quantization;
using Julie.Embedding.Quantization.Format;
using Julie.Graphs;

namespace Julie.Embedding.Tests.Quantization;

public sealed class Int8GraphTests
{
    private static readonly BertConfig Config = new(Layers: 2, Hidden: 32, Heads: 4, Intermediate: 64, Vocabulary: 100, Positions: 32);
    private static readonly byte[] Bert = BertGraph.ToArray(Config, RandomWeights.Create(seed: 2, spread: 0.2f));

    [Fact]
    public void Rewrite_Encoder_GivesNearlyTheSameVectors()
    {
        var model = GraphRunner.Simplified(Bert);

        var matrices = Int8Graph.Rewrite(model, reducedRange: Int8Hardware.Saturates);

        Assert.Equal(12, matrices); // query, key, value, output and two of the feed-forward part, in two layers
        int[] ids = [1, 5, 9, 33, 70, 2];
        var cosine = GraphRunner.Cosine(GraphRunner.RunBert(Bert, ids), GraphRunner.RunBert(model.Bytes(), ids));
        Assert.InRange(cosine, 0.999, 0.99999999); // near, and not the same: something was quantised
    }

    [Fact]
    public void Rewrite_QueryKeyAndValue_ShareOneQuantisedActivation()
    {
        var model = GraphRunner.Simplified(Bert);

        Int8Graph.Rewrite(model, reducedRange: false);

        // A layer has four activations: what attention reads, what it gives, what the feed-forward part reads, and its inside.
        Assert.Equal(8, model.Graph.Node.Count(node => node.Is("DynamicQuantizeLinear")));
        Assert.DoesNotContain(model.Graph.Initializer, constant => constant.DataType == OnnxType.Float && constant.Dims.Count == 2 && constant.Name.Contains("layer", StringComparison.Ordinal));
    }

    [Fact]
    public void Rewrite_Encoder_IsFusedByOnnxRuntimeOnLoad()
    {
        var model = GraphRunner.Simplified(Bert);
        Int8Graph.Rewrite(model, reducedRange: false);

        var operations = GraphRunner.Fused(model.Bytes());

        Assert.Empty(operations["MatMulInteger"]);
        Assert.Equal(12, operations["MatMulIntegerToFloat"].Count() + operations["DynamicQuantizeMatMul"].Count());
        Assert.All(operations["DynamicQuantizeMatMul"], node => Assert.False(string.IsNullOrEmpty(node.Input.ElementAtOrDefault(4)))); // its bias went in
        Assert.Equal(2, operations["Gelu"].Count() + operations["BiasGelu"].Count());
    }

    [Theory]
    [InlineData(false, 127)]
    [InlineData(true, 64)]
    public void Of_Weights_AreWithinHalfAStepPerChannel(bool reducedRange, int range)
    {
        // Channels of very different sizes: one scale for all would lose the small one.
        float[] values = [100, 0.01f, 0, -50, -0.02f, 0, 25, 0.005f, 0];
        var tensor = Tensors.Create<float>("w", OnnxType.Float, values, 3, 3);

        var weights = QuantizedWeights.Of(tensor, transposed: false, range);

        Assert.Equal(reducedRange ? 64 : 127, weights.Numbers.Max(number => Math.Abs((int)number)));
        for (var i = 0; i < values.Length; i++)
        {
            var scale = weights.Scales[i % 3];
            Assert.InRange(weights.Numbers[i] * scale, values[i] - (scale / 1.99f), values[i] + (scale / 1.99f));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rewrite_Gemm_KeepsItsBiasAndOrientation(int transposed)
    {
        float[] weights = [1, -2, 3, 0.5f, 4, -1];
        long[] shape = transposed == 1 ? [2, 3] : [3, 2];
        var model = new GraphBuilder("gemm")
            .Input("x", OnnxType.Float, "rows", 3)
            .Constant<float>("w", OnnxType.Float, weights, shape)
            .Constant<float>("b", OnnxType.Float, [10, 20], 2)
            .Node("Gemm", "y", ["x", "w", "b"], ("transB", transposed))
            .Output("y", OnnxType.Float, "rows", 2)
            .Build();
        var expected = GraphRunner.Run(model.Bytes(), ("x", new float[] { 1, 0.5f, -1, 0, 2, 1 }, [2, 3]));

        Assert.Equal(1, Int8Graph.Rewrite(model, reducedRange: Int8Hardware.Saturates));

        var actual = GraphRunner.Run(model.Bytes(), ("x", new float[] { 1, 0.5f, -1, 0, 2, 1 }, [2, 3]));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - 0.05f, expected[i] + 0.05f);
        }
    }

    [Fact]
    public void Rewrite_ProductOfTwoActivations_StaysFloat()
    {
        var model = new GraphBuilder("products")
            .Input("x", OnnxType.Float, 2, 2)
            .Constant<float>("scaled", OnnxType.Float, [1, 2, 3, 4], 2, 2)
            .Node("MatMul", "squares", ["x", "x"])
            .Node("Gemm", "y", ["squares", "scaled"], ("alpha", 2f))
            .Output("y", OnnxType.Float, 2, 2)
            .Build();

        Assert.Equal(0, Int8Graph.Rewrite(model, reducedRange: false));
    }
}
