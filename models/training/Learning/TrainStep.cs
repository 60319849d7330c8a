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
        var model = Trainer.Begin(tokenizer.VocabularySize, samples.Training, options);
        var trainer = new Trainer(model, options);
        var random = new Random(options.Seed);
        var composer = new Composer(options, random);
        var mean = new MeanModel(model);
        clock.Restart();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var batches = Batches.Of(samples.Training, options, random);
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

            Console.WriteLine(
                $"epoch {epoch + 1}: {batches.Count} batches, loss {loss / batches.Count:F3}, {clock.Elapsed.TotalSeconds:F0} s, validation {HeldOutRanking.Summary(model, samples)}");
        }

        mean.Take();
        model.Save(arguments.Need("output"));
        Console.WriteLine($"mean of the last {options.Averaged:P0}: validation {HeldOutRanking.Summary(model, samples)}");
    }

    public static CodeTokenizer OpenTokenizer(string file)
    {
        using var stream = File.OpenRead(file);
        return CodeTokenizer.Create(stream);
    }

    public static HashSet<string> HeldOut(Arguments arguments) =>
        (arguments.Find("held-out") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
