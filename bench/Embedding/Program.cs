using System.Globalization;

using Julie.Bench.Embedding;

return args switch
{
    ["encoder", var tokenizer, .. var rest] => await EncoderBenchmark.RunAsync(tokenizer, rest),
    ["quantized", .. var rest] => await QuantizedBenchmark.RunAsync(rest),
    ["worker", .. var rest] => await WorkerBenchmark.RunAsync(rest),
    ["memory", var passages] => await MemoryBenchmark.RunAsync(long.Parse(passages, CultureInfo.InvariantCulture)),
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
          quantized REPOSITORY...
              such an encoder in fp32 and as julie models quantize makes it int8
          worker REPOSITORY...
              on a running system (./julie up --detach): the worker through RabbitMQ and PostgreSQL against the engine alone, with the model
              that the environment names (Julie__Embedding__Model, Julie__Embedding__ModelsDirectory)
          memory N
              on a running system: resident memory of the worker while N passages wait, made from those that the index holds
          static REPOSITORY...
              the built-in model: the engine, its tokenizer alone, ONNX Runtime alone, and the machine's memory bandwidth
        """);
    return 2;
}
