using Julie.Graphs;
using Julie.Training.Export;
using Julie.Training.Learning;

using TorchSharp;

namespace Julie.Training.Encoder;

/// <summary>Pairs to a model's folder.</summary>
internal static class TrainEncoderStep
{
    private static readonly string[] TokenizerFiles = ["vocab.txt"];

    public static void Run(Arguments arguments)
    {
        var options = new EncoderOptions(arguments);
        torch.set_num_threads(options.Threads);
        torch.manual_seed(options.Seed);
        var start = arguments.Need("start");
        var vocabulary = Path.Combine(start, "vocab.txt");
        var tokenizer = TrainStep.OpenTokenizer(vocabulary);
        var samples = Samples.Read(arguments.Need("pairs"), tokenizer, TrainStep.HeldOut(arguments));
        Console.WriteLine($"{samples.Training.Count} samples");

        var config = options.Shape(tokenizer.VocabularySize);
        var model = new BertModel(config, options.Seed);
        model.Set("embeddings.word_embeddings.weight", [config.Vocabulary, config.Hidden], StartingVectors.Read(start, config.Hidden));
        var learning = TrainingOptions.From(arguments) with { Batch = arguments.Number("batch", EncoderOptions.Batch) };
        var random = new Random(options.Seed);
        var steps = new EncoderTrainer(model, options, new Composer(learning, random)).Run(Endless(samples, learning, random));

        var folder = Directory.CreateDirectory(arguments.Need("output")).FullName;
        BertGraph.Write(Path.Combine(folder, "model.onnx"), config, model.Weights);
        File.Copy(vocabulary, Path.Combine(folder, "vocab.txt"), overwrite: true);
        var id = arguments.Need("id");
        ModelJson.Write(folder, new
        {
            id,
            displayName = $"{config.Layers} layers of {config.Hidden}, trained in {steps} steps",
            provider = "onnx",
            dimensions = config.Hidden,
            pooling = "mean",
            normalize = true,
            maxTokens = config.Positions,
            queryPrefix = "",
            documentPrefix = "",
            queryTokenType = StaticModel.Query,
            documentTokenType = StaticModel.Document,
            tokenizer = new { type = "code", files = TokenizerFiles },
            onnx = new { file = "model.onnx", output = BertGraph.Output },
            revision = "1",
            license = "MIT",
            files = ModelJson.Describe(folder, "model.onnx", "vocab.txt"),
        });
        Console.WriteLine($"{steps} steps, written to {folder}");
    }

    private static IEnumerable<Sample[]> Endless(Samples samples, TrainingOptions learning, Random random)
    {
        while (true)
        {
            foreach (var batch in Batches.Of(samples.Training, learning, random))
            {
                yield return batch;
            }
        }
    }
}
