using Julie.Bench.Embedding;

return args switch
{
    ["encoder", var tokenizer, .. var rest] => await EncoderBenchmark.RunAsync(tokenizer, rest),
    ["static", .. var rest] => await StaticBenchmark.RunAsync(rest),

    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/Embedding -- COMMAND

          encoder TOKENIZER.json REPOSITORY...
              a 12-layer, 384-wide encoder with random weights: the engine against bare ONNX Runtime and against
              @huggingface/transformers on Node, on passages of these git repositories
          static REPOSITORY...
              the built-in model: the engine, its tokenizer alone, ONNX Runtime alone, and the machine's memory bandwidth
        """);
    return 2;
}
