namespace Julie.Cli.Tests.Support;

/// <summary>A folder of models on disk; gone after the test.</summary>
internal sealed class ModelsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("julie-cli-models-").FullName;

    public string Add(string id, string licence = "MIT", string more = "")
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, id)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "model.json"), $$"""
            {
              "id": "{{id}}", "displayName": "A model", "provider": "onnx", "dimensions": 4, "pooling": "mean", "normalize": true, "maxTokens": 16,
              "queryPrefix": "query:\n", "tokenizer": { "type": "wordpiece", "files": ["vocabulary.json"] },
              "onnx": { "file": "model.onnx", "output": "last_hidden_state" },
              "source": { "repository": "example/tiny", "revision": "main" }, "revision": "main", "license": "{{licence}}",
              "files": [{ "path": "model.onnx" }, { "path": "vocabulary.json" }]{{more}}
            }
            """);
        return folder;
    }

    public Task<Run> JulieAsync(params string[] args) => Run.JulieAsync(["models", .. args, "--models", Path]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
