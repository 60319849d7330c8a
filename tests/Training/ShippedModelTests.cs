using System.Numerics.Tensors;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Training.Tests;

/// <summary>The files in models/julie-static-v1 belong together and find code by what it does.</summary>
public sealed class ShippedModelTests : IDisposable
{
    private readonly StoredModel model = new ModelStore(Path.Combine(Root(), "models")).Load("julie-static-v1");
    private readonly CodeTokenizer tokenizer;
    private readonly InferenceSession session;

    public ShippedModelTests()
    {
        tokenizer = (CodeTokenizer)TokenizerFactory.Create(model);
        session = new InferenceSession(model.PathOf(model.Manifest.Onnx!.File));
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void Files_AreWhatTheManifestPromises()
    {
        model.VerifyAll();
        Assert.True(model.Manifest.Files.Sum(file => file.Bytes) < 15_000_000);
    }

    [Fact]
    public void Embed_LastToken_IsInTheGraph()
    {
        var vector = Embed([tokenizer.VocabularySize - 1], model.Manifest.QueryTokenType);
        Assert.Equal(model.Manifest.Dimensions, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-4f);
    }

    // No word of a question stands in the code that it must find.
    [Theory]
    [InlineData("remove a folder and everything in it", 0)]
    [InlineData("transform text to capital letters", 1)]
    [InlineData("compute the average of numbers", 2)]
    [InlineData("wait a while and try again after an error", 3)]
    public void Embed_Question_IsNearestToTheCodeThatAnswersIt(string question, int expected)
    {
        string[] code =
        [
            "def rmtree(path): for entry in os.scandir(path): if entry.is_dir(): rmtree(entry.path) else: os.unlink(entry.path); os.rmdir(path)",
            "std::string upper(std::string s) { for (auto& c : s) c = std::toupper(c); return s; }",
            "func mean(xs []float64) float64 { var sum float64; for _, x := range xs { sum += x }; return sum / float64(len(xs)) }",
            "for (int attempt = 0; attempt < maxRetries; attempt++) { try { return call(); } catch (IOException e) { Thread.sleep(backoff * attempt); } }",
        ];
        var query = Embed(tokenizer.EncodeToIds(question), model.Manifest.QueryTokenType);
        var scores = code.Select(text => TensorPrimitives.Dot<float>(query, Embed(tokenizer.EncodeToIds(text), model.Manifest.DocumentTokenType))).ToList();
        Assert.Equal(expected, scores.IndexOf(scores.Max()));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Julie.Distributed.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
        }

        return folder.FullName;
    }

    private float[] Embed(IReadOnlyList<int> ids, int tokenType)
    {
        long[] shape = [1, ids.Count];
        using var options = new RunOptions();
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids.Select(id => (long)id).ToArray(), shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, ids.Count).ToArray(), shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat((long)tokenType, ids.Count).ToArray(), shape);
        using var results = session.Run(
            options, ["input_ids", "attention_mask", "token_type_ids"], [idsValue, maskValue, typeValue], [model.Manifest.Onnx!.Output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
