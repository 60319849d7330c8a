using Julie.Training.Evaluation;
using Julie.Training.Export;
using Julie.Training.Extraction;
using Julie.Training.Learning;

namespace Julie.Training;

/// <summary>The whole recipe: repositories to a model's folder, and its figures.</summary>
internal static class MakeStep
{
    public static async Task RunAsync(Arguments options)
    {
        var work = Directory.CreateDirectory(options.Need("work")).FullName;
        var (pairs, vocabulary, weights) = (Path.Combine(work, "pairs.br"), Path.Combine(work, "vocab.txt"), Path.Combine(work, "weights.bin"));
        options = options.With("pairs", pairs).With("vocabulary", vocabulary).With("weights", weights).With("model", options.Need("output"));
        if (File.Exists(pairs))
        {
            Console.WriteLine($"{pairs} is there: the repositories are not read again");
        }
        else
        {
            await PairsStep.RunAsync(options.With("output", pairs)).ConfigureAwait(false);
        }

        VocabularyStep.Run(options.With("output", vocabulary));
        TrainStep.Run(options.With("output", weights));
        ExportStep.Run(options);
        // The training has said already what the held-out repositories gave.
        await EvaluateStep.RunAsync(options.With("held-out", "")).ConfigureAwait(false);
    }
}
