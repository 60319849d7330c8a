using System.Numerics.Tensors;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Training.Tests;

/// <summary>The files in models/julie-static-v2 belong together and find code by what it does.</summary>
public sealed class ShippedModelTests : IDisposable
{
    private readonly StoredModel model = new ModelStore(Path.Combine(Root(), "models")).Load("julie-static-v2");
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

    /// <summary>Hardly a word of a question stands in the code that answers it. Chance would find 1 of 8.</summary>
    [Fact]
    public void Embed_Questions_FindTheCodeThatAnswersThem()
    {
        (string Question, string Code)[] pairs =
        [
            ("remove a folder and everything in it", "def rmtree(path): for entry in os.scandir(path): if entry.is_dir(): rmtree(entry.path) else: os.unlink(entry.path); os.rmdir(path)"),
            ("change text to capital letters", "std::string upper(std::string s) { for (auto& c : s) c = std::toupper(c); return s; }"),
            ("compute the average of numbers", "func mean(xs []float64) float64 { var sum float64; for _, x := range xs { sum += x }; return sum / float64(len(xs)) }"),
            ("wait a while and try again after an error", "for (int attempt = 0; attempt < maxRetries; attempt++) { try { return call(); } catch (IOException e) { Thread.sleep(backoff * attempt); } }"),
            ("download a web page", "response = urllib.request.urlopen(url); return response.read().decode('utf-8')"),
            ("check a user's password", "bool Verify(Account a, string secret) => CryptographicOperations.FixedTimeEquals(Hash(secret, a.Salt), a.Hash);"),
            ("run a command and collect what it prints", "let child = Command::new(program).args(args).stdout(Stdio::piped()).spawn()?; child.wait_with_output()"),
            ("put rows into a database table", "cursor.executemany('INSERT INTO items VALUES (?, ?)', batch); connection.commit()"),
        ];
        var documents = pairs.Select(pair => Embed(tokenizer.EncodeToIds(pair.Code), model.Manifest.DocumentTokenType)).ToList();
        var found = pairs.Where((pair, i) =>
        {
            var query = Embed(tokenizer.EncodeToIds(pair.Question), model.Manifest.QueryTokenType);
            var scores = documents.ConvertAll(document => TensorPrimitives.Dot<float>(query, document));
            return scores.IndexOf(scores.Max()) == i;
        }).Select(pair => pair.Question).ToList();
        Assert.True(found.Count >= 6, $"found only: {string.Join("; ", found)}");
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
        var bag = ids.Index().GroupBy(token => token.Item).ToArray();
        long[] shape = [1, bag.Length];
        using var options = new RunOptions();
        using var idsValue = OrtValue.CreateTensorValueFromMemory(bag.Select(token => (long)token.Key).ToArray(), shape);
        using var countsValue = OrtValue.CreateTensorValueFromMemory(bag.Select(token => (long)token.Count()).ToArray(), shape);
        using var placesValue = OrtValue.CreateTensorValueFromMemory(bag.Select(token => (long)token.First().Index).ToArray(), shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat((long)tokenType, bag.Length).ToArray(), shape);
        using var results = session.Run(
            options, ["input_ids", "token_counts", "position_ids", "token_type_ids"], [idsValue, countsValue, placesValue, typeValue],
            [model.Manifest.Onnx!.Output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
