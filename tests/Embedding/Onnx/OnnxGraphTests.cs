using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;
using Julie.Embedding.Tests.Support;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Tests.Onnx;

public sealed class OnnxGraphTests
{
    [Fact]
    public void Create_OutputThatTheGraphLacks_NamesThoseThatItHas()
    {
        var manifest = TestEmbedder.Manifest(Pooling.Mean) with { Onnx = new OnnxManifest("model.onnx", "pooler") };

        Assert.Contains("has no output 'pooler' but: last_hidden_state", Error(manifest, TinyModel.PerToken()));
    }

    [Fact]
    public void Create_OtherDimensions_NamesBoth()
    {
        var manifest = TestEmbedder.Manifest(Pooling.Mean) with { Dimensions = 8 };

        Assert.Contains("vectors of 4 where its manifest says 8", Error(manifest, TinyModel.PerToken()));
    }

    [Fact]
    public void Create_PoolingOfAGraphThatPoolsItself_IsRefused()
    {
        var manifest = TestEmbedder.Manifest(Pooling.Mean) with { Onnx = new OnnxManifest("model.onnx", TinyModel.TextOutput) };

        Assert.Contains("2 axes where pooling 'Mean' needs float of 3", Error(manifest, TinyModel.PerText()));
    }

    [Fact]
    public void Create_InputThatNothingFeeds_IsNamed()
        => Assert.Contains("'pixel_values'", Error(TestEmbedder.Manifest(Pooling.Mean), TinyModel.PerToken("pixel_values")));

    private static string Error(ModelManifest manifest, byte[] graph)
    {
        using var session = new InferenceSession(graph);
        return Assert.Throws<ModelFileException>(() => new OnnxGraph(session, manifest, "model.onnx")).Message;
    }
}
