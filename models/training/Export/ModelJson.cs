using System.Security.Cryptography;
using System.Text.Json;

using Julie.Embedding.Manifest;

namespace Julie.Training.Export;

/// <summary>Writes a trained model's manifest.</summary>
internal static class ModelJson
{
    private static readonly JsonSerializerOptions Indented = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    public static void Write<T>(string folder, T manifest)
    {
        var json = JsonSerializer.SerializeToNode(manifest, Indented)!.AsObject();
        json.Insert(0, "$schema", "../model.schema.json");
        File.WriteAllText(Path.Combine(folder, ManifestReader.FileName), json.ToJsonString(Indented) + "\n");
    }

    /// <summary>The files with their sizes and hashes.</summary>
    public static DescribedFile[] Describe(string folder, params string[] files) => [.. files.Select(file =>
    {
        var content = File.ReadAllBytes(Path.Combine(folder, file));
        return new DescribedFile(file, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
    })];
}
