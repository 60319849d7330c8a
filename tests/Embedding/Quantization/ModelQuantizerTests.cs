using Julie.Embedding.Manifest;
using Julie.Embedding.Quantization;
using Julie.Embedding.Tests.Support;
using Julie.Graphs;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Tests.Quantization;

public sealed class ModelQuantizerTests : IDisposable
{
    private static readonly BertConfig Config = new(Layers: 1, Hidden: 32, Heads: 4, Intermediate: 64, Vocabulary: 100, Positions: 16);
    private readonly ModelFolder folder = new(BertGraph.ToArray(Config));

    public ModelQuantizerTests()
    {
        folder.Json["dimensions"] = Config.Hidden;
        folder.Save();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Precision.Int8, "tiny-int8")]
    [InlineData(Precision.Fp16, "tiny-fp16")]
    public void Quantize_Encoder_IsAModelOfItsOwnWithHashesAndProvenance(Precision precision, string id)
    {
        var result = new ModelQuantizer(folder.Store).Quantize(ModelFolder.Id, new QuantizationOptions(precision), Token);

        Assert.Equal(id, result.Id);
        Assert.True(result.BytesAfter < result.BytesBefore);
        var model = folder.Store.Load(id);
        model.VerifyAll();
        Assert.All(model.Manifest.Files, file => Assert.NotNull(file.Sha256));
        var source = folder.Store.Load(ModelFolder.Id).Manifest;
        Assert.Equal(new QuantizedFrom(ModelFolder.Id, source.Files[0].Sha256!, precision), model.Manifest.Quantized);
        Assert.Equal((source.Dimensions, source.Pooling, source.MaxTokens), (model.Manifest.Dimensions, model.Manifest.Pooling, model.Manifest.MaxTokens));
        using var session = new InferenceSession(model.PathOf("model.onnx"));
        Assert.Equal(["input_ids", "attention_mask", "token_type_ids"], session.InputMetadata.Keys);
        Assert.Equal([ModelFolder.Id, id], Directory.EnumerateDirectories(folder.Directory).Select(path => Path.GetFileName(path)!).OrderBy(name => name.Length));
    }

    [Fact]
    public void Quantize_WeightsInAFileBesideTheGraph_AreInTheNewGraph()
    {
        var inside = folder.Store.Load(ModelFolder.Id).PathOf("model.onnx");
        using (var options = new SessionOptions { OptimizedModelFilePath = Path.Combine(folder.Folder, "outside.onnx"), GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL })
        {
            options.AddSessionConfigEntry("session.optimized_model_external_initializers_file_name", "outside.onnx.data");
            options.AddSessionConfigEntry("session.optimized_model_external_initializers_min_size_in_bytes", "100");
            using var session = new InferenceSession(inside, options);
        }

        folder.Json["onnx"]!["file"] = "outside.onnx";
        folder.Json["files"] = new System.Text.Json.Nodes.JsonArray(
            [.. new[] { "outside.onnx", "outside.onnx.data", "vocabulary.json" }.Select(path => new System.Text.Json.Nodes.JsonObject { ["path"] = path })]);
        folder.Save();

        var result = new ModelQuantizer(folder.Store).Quantize(ModelFolder.Id, new QuantizationOptions(Precision.Int8), Token);

        Assert.True(result.BytesBefore > new FileInfo(inside).Length); // both files count
        Assert.Equal(["model.json", "model.onnx", "vocabulary.json"], Directory.EnumerateFiles(result.Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        int[] ids = [1, 5, 9, 33, 70, 2];
        Assert.InRange(
            GraphRunner.Cosine(GraphRunner.RunBert(File.ReadAllBytes(inside), ids), GraphRunner.RunBert(File.ReadAllBytes(Path.Combine(result.Folder, "model.onnx")), ids)), 0.999, 1.0001);
    }

    [Fact]
    public void Read_MoreThanAMessageHolds_IsRefusedWithAnotherWay()
    {
        var error = Assert.Throws<QuantizationException>(() => SimplifiedGraph.Read("big.onnx", 3L << 30, folder.Directory));

        Assert.Contains("models/export", error.Message);
    }

    [Fact]
    public void Quantize_TargetIsThere_IsRefusedUnlessItMayBeReplaced()
    {
        var quantizer = new ModelQuantizer(folder.Store);
        var options = new QuantizationOptions(Precision.Int8);
        quantizer.Quantize(ModelFolder.Id, options, Token);

        var error = Assert.Throws<QuantizationException>(() => quantizer.Quantize(ModelFolder.Id, options, Token));

        Assert.Contains("--force", error.Message);
        quantizer.Quantize(ModelFolder.Id, options with { Overwrite = true }, Token);
        Assert.Equal(2, Directory.EnumerateDirectories(folder.Directory).Count());
    }

    [Theory]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.Fp16)]
    public void Quantize_QuantizedModel_IsRefused(Precision precision)
    {
        var quantizer = new ModelQuantizer(folder.Store);
        quantizer.Quantize(ModelFolder.Id, new QuantizationOptions(Precision.Int8), Token);

        var error = Assert.Throws<QuantizationException>(
            () => new ModelQuantizer(folder.Store).Quantize("tiny-int8", new QuantizationOptions(precision, "again"), Token));

        Assert.Contains("quantised already", error.Message);
        Assert.Equal(2, Directory.EnumerateDirectories(folder.Directory).Count()); // and nothing half-made is left
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("..")]
    [InlineData("no spaces")]
    public void Quantize_IdThatIsNone_IsRefusedAndLeavesNothing(string id)
    {
        Assert.ThrowsAny<Exception>(() => new ModelQuantizer(folder.Store).Quantize(ModelFolder.Id, new QuantizationOptions(Precision.Int8, id), Token));

        Assert.Single(Directory.EnumerateDirectories(folder.Directory));
    }

    [Fact]
    public void Quantize_GraphWithoutMatrices_SaysSo()
    {
        using var tables = new ModelFolder();

        var error = Assert.Throws<QuantizationException>(
            () => new ModelQuantizer(tables.Store).Quantize(ModelFolder.Id, new QuantizationOptions(Precision.Int8), Token));

        Assert.Contains("no product", error.Message);
    }
}
