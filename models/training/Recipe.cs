using Julie.Training.Evaluation;
using Julie.Training.Export;
using Julie.Training.Extraction;
using Julie.Training.Learning;

namespace Julie.Training;

/// <summary>The steps of the recipe, in their order.</summary>
internal static class Recipe
{
    private const string Usage = """
        Julie.Training <step> [--option value]...

          make        --repositories FILE --checkouts DIR --work DIR --output DIR --id ID --name NAME [--exclude FILE]... [--cosqa DIR] ...
                      everything below, one after the other, with any of their options
          pairs       --repositories FILE --checkouts DIR --output FILE [--exclude FILE]... [--exclude-functions FILE]
                      read bare repositories and write (documentation, code) pairs
          vocabulary  --pairs FILE --output FILE [--size 32768] [--marks CHARACTERS]
                      choose the tokens
          train       --pairs FILE --vocabulary FILE --output FILE [--epochs 2] [--batch 1024] [--dimensions 256] [--seed 1] ...
                      learn token vectors and weights
          export      --weights FILE --vocabulary FILE --output DIR --id ID --name NAME
                      write model.onnx, vocab.txt and model.json
          evaluate    --vocabulary FILE --weights FILE [--cosqa DIR] [--code-search DIR --checkouts DIR] [--pairs FILE --held-out NAMES] [--model DIR]
                      MRR and NDCG@10 of the vectors, of BM25, and of both fused
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var options = Arguments.Parse(arguments);
            switch (options.Step)
            {
                case "make":
                    await MakeStep.RunAsync(options).ConfigureAwait(false);
                    return 0;
                case "pairs":
                    await PairsStep.RunAsync(options).ConfigureAwait(false);
                    return 0;
                case "vocabulary":
                    VocabularyStep.Run(options);
                    return 0;
                case "train":
                    TrainStep.Run(options);
                    return 0;
                case "export":
                    ExportStep.Run(options);
                    return 0;
                case "evaluate":
                    await EvaluateStep.RunAsync(options).ConfigureAwait(false);
                    return 0;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
