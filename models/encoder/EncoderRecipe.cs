namespace Julie.Training.Encoder;

/// <summary>The steps of the recipe.</summary>
internal static class EncoderRecipe
{
    private const string Usage = """
        Julie.Training.Encoder <step> [--option value]...

          train     --pairs FILE --start MODEL-DIR --output DIR --id ID [--minutes 15 | --steps N] [--seed 1]
                    [--layers 2] [--hidden 128] [--batch 96] ...
                    learn a small encoder, beginning with the vectors of a static model, and write its folder
          evaluate  --model DIR [--model DIR]... --cosqa DIR
                    MRR of models as the services run them
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var options = Arguments.Parse(arguments);
            switch (options.Step)
            {
                case "train":
                    TrainEncoderStep.Run(options);
                    return 0;
                case "evaluate":
                    await CompareStep.RunAsync(options).ConfigureAwait(false);
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
