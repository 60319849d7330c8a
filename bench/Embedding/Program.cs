using Julie.Bench.Embedding;

return args switch
{
    ["encoder", .. var rest] => await EncoderBenchmark.RunAsync(rest),
    ["static", .. var rest] => await StaticBenchmark.RunAsync(rest),

    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/Embedding -- COMMAND

          encoder REPOSITORY...   a 12-layer, 384-wide encoder with random weights: the engine against bare ONNX Runtime and against
                                  @huggingface/transformers on Node, on the passages of these git repositories
        """);
    return 2;
}
