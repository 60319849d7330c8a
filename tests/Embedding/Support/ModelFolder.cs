using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Tests.Support;

/// <summary>A models directory with one model in it, gone after the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const string Id = "tiny";

    public ModelFolder(byte[]? graph = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("julie-models-").FullName;
        Folder = Path.Combine(Directory, Id);
        System.IO.Directory.CreateDirectory(Folder);
        graph ??= TinyModel.PerToken();
        var vocabulary = Encoding.UTF8.GetBytes("[]");
        File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), graph);
        File.WriteAllBytes(Path.Combine(Folder, "vocabulary.json"), vocabulary);
        Json = (JsonObject)JsonNode.Parse(
            $$"""
            {
              "id": "tiny", "displayName": "Tiny", "provider": "onnx", "dimensions": 4, "pooling": "mean", "normalize": true,
              "maxTokens": 16, "queryPrefix": "", "documentPrefix": "", "queryTokenType": 1, "documentTokenType": 0,
              "tokenizer": { "type": "code", "files": ["vocabulary.json"] },
              "onnx": { "file": "model.onnx", "output": "last_hidden_state" },
              "revision": "1", "license": "MIT",
              "files": [
                { "path": "model.onnx", "sha256": "{{Hash(graph)}}", "bytes": {{graph.Length}} },
                { "path": "vocabulary.json", "sha256": "{{Hash(vocabulary)}}", "bytes": {{vocabulary.Length}} }
              ]
            }
            """)!;
        Save();
    }

    public string Directory { get; }

    public string Folder { get; }

    /// <summary>The manifest, to be changed and saved.</summary>
    public JsonObject Json { get; }

    public ModelStore Store => new(Directory);

    public void Save() => File.WriteAllText(Path.Combine(Folder, "model.json"), Json.ToJsonString());

    /// <summary>Leaves hashes and sizes out of the manifest, as where nobody could learn them, and names where the files come from.</summary>
    public void Forget()
    {
        foreach (var file in Json["files"]!.AsArray())
        {
            file!.AsObject().Remove("sha256");
            file.AsObject().Remove("bytes");
        }

        Json["source"] = new JsonObject { ["repository"] = "example/tiny", ["revision"] = "main" };
        Save();
    }

    public void Lock(string revision, params (string Path, string Sha256, long Bytes)[] files) => File.WriteAllText(
        Path.Combine(Folder, ModelLock.FileName),
        JsonSerializer.Serialize(
            new ModelLock("example/tiny", revision, [.. files.Select(file => new LockedFile(file.Path, file.Sha256, file.Bytes))]),
            ManifestJson.Default.ModelLock));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
