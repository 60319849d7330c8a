using System.Diagnostics;

using Julie.Embedding.Tokenizers;
using Julie.Training.Evaluation;

namespace Julie.Training.Learning;

/// <summary>Pairs to weights.</summary>
internal static class TrainStep
{
    public static void Run(Arguments arguments)
    {
        var options = TrainingOptions.From(arguments);
        var tokenizer = OpenTokenizer(arguments.Need("vocabulary"));
        var clock = Stopwatch.StartNew();
        var samples = Samples.Read(arguments.Need("pairs"), tokenizer, HeldOut(arguments));
        Console.WriteLine($"{samples.Training.Count} training, {samples.Validation.Count} validation samples, read in {clock.Elapsed.TotalSeconds:F0} s");
        var model = Train(samples.Training, tokenizer, options, HeldOutSummary);
        model.Save(arguments.Need("output"));
        Console.WriteLine($"mean of the last {options.Averaged:P0}: validation {HeldOutSummary(model)}");

        string HeldOutSummary(StaticModel model) => HeldOutRanking.Summary(model, samples);
    }

    private static StaticModel Train(List<Sample> samples, CodeTokenizer tokenizer, TrainingOptions options, Func<StaticModel, string> validate)
    {
        var model = Trainer.Begin(tokenizer.VocabularySize, samples, options with { Dimensions = Math.Max(options.Learnt, options.Dimensions) });
        var trainer = new Trainer(model, options with { Dimensions = model.Dimensions });
        var random = new Random(options.Seed);
        var composer = new Composer(options, random, new TypedQueries(tokenizer));
        var mean = new MeanModel(model);
        var clock = Stopwatch.StartNew();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var batches = Batches.Of(samples, options, random);
            var loss = 0.0;
            for (var i = 0; i < batches.Count; i++)
            {
                var progress = (epoch + ((float)i / batches.Count)) / options.Epochs;
                loss += trainer.Step(batches[i], composer, progress);
                if (progress >= 1 - options.Averaged && i % MeanModel.Every == 0)
                {
                    mean.Add();
                }
            }

            Console.WriteLine($"epoch {epoch + 1}: {batches.Count} batches, loss {loss / batches.Count:F3}, {clock.Elapsed.TotalSeconds:F0} s, validation {validate(model)}");
        }

        mean.Take();
        return model.Dimensions > options.Dimensions
            ? Reduction.Of(model, samples, options.Dimensions, new ParallelOptions { MaxDegreeOfParallelism = options.Threads })
            : model;
    }

    public static CodeTokenizer OpenTokenizer(string file)
    {
        using var stream = File.OpenRead(file);
        return CodeTokenizer.Create(stream);
    }

    public static HashSet<string> HeldOut(Arguments arguments) =>
        (arguments.Find("held-out") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
