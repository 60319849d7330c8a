using Julie.Training.Learning;

namespace Julie.Training.Export;

/// <summary>Weights to the files of a model's folder.</summary>
internal static class ExportStep
{
    private static readonly string[] TokenizerFiles = ["vocab.txt"];
    private static readonly string[] Files = ["model.onnx", .. TokenizerFiles];

    public static void Run(Arguments options)
    {
        var folder = Directory.CreateDirectory(options.Need("output")).FullName;
        var model = new QuantizedModel(StaticModel.Load(options.Need("weights")));
        var id = options.Need("id");
        File.Copy(options.Need("vocabulary"), Path.Combine(folder, "vocab.txt"), overwrite: true);
        StaticGraph.Of(model, id).Save(Path.Combine(folder, "model.onnx"));
        var manifest = new
        {
            id,
            displayName = options.Need("name"),
            provider = "onnx",
            dimensions = model.Dimensions,
            pooling = "none",
            normalize = true,
            maxTokens = (int?)null,
            queryPrefix = "",
            documentPrefix = "",
            queryTokenType = StaticModel.Query,
            documentTokenType = StaticModel.Document,
            tokenizer = new { type = "code", files = TokenizerFiles },
            onnx = new { file = "model.onnx", output = "sentence_embedding" },
            revision = options.Find("revision") ?? "1",
            license = "MIT",
            files = ModelJson.Describe(folder, Files),
        };
        ModelJson.Write(folder, manifest);
        Console.WriteLine(string.Join('\n', manifest.files.Select(file => $"{file.Path}: {file.Bytes} bytes")));
    }
}
