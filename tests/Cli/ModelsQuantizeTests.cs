using System.Text.Json.Nodes;
using Julie.Cli.Tests.Support;
using Julie.Graphs;

namespace Julie.Cli.Tests;

public sealed class ModelsQuantizeTests : IDisposable
{
    private readonly ModelsFolder models = new();

    public void Dispose() => models.Dispose();

    [Fact]
    public async Task Quantize_Encoder_WritesAModelAndReportsItsLossAndSpeed()
    {
        AddEncoder("encoder");
        string texts = AddTexts();

        // 7 bits a weight: products of 8 saturate on processors without VNNI
        Run run = await models.JulieAsync("quantize", "encoder", "--reduce-range", "--texts", texts, "--passages", "40", "--queries", "10", "--device", "cpu", "--json");

        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(ExitCodes.Ok, run.Code);
        JsonNode result = JsonNode.Parse(run.Out)!;
        Assert.Equal(("encoder-int8", "int8", 6), ((string)result["model"]!["id"]!, (string)result["model"]!["precision"]!, (int)result["model"]!["weights"]!));
        JsonNode agreement = result["agreement"]!;
        Assert.Equal((40, 10), ((int)agreement["passages"]!, (int)agreement["queries"]!));
        Assert.InRange((double)agreement["meanCosine"]!, 0.99, 1);
        Assert.True((double)agreement["lowestCosine"]! < 1);
        Assert.True((double)agreement["speedUp"]! > 0);

        Run listed = await models.JulieAsync("verify", "encoder-int8");
        Assert.Equal(ExitCodes.Ok, listed.Code);
    }

    [Fact]
    public async Task Quantize_Twice_AsksForForce()
    {
        AddEncoder("encoder");
        await models.JulieAsync("quantize", "encoder", "--precision", "fp16", "--passages", "0");

        Run again = await models.JulieAsync("quantize", "encoder", "--precision", "fp16", "--passages", "0");
        Run forced = await models.JulieAsync("quantize", "encoder", "--precision", "fp16", "--passages", "0", "--force");

        Assert.Equal(ExitCodes.Nothing, again.Code);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, forced.Code);
        Assert.Contains("encoder-fp16", forced.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "quantize", "gone")]
    [InlineData(ExitCodes.Usage, "quantize", "absent", "--precision", "int3")]
    [InlineData(ExitCodes.Nothing, "quantize", "absent")] // a manifest without its files
    public async Task Quantize_WhatCannotBe_IsToldApart(int code, params string[] args)
    {
        models.Add("absent");

        Assert.Equal(code, (await models.JulieAsync(args)).Code);
    }

    private void AddEncoder(string id)
    {
        string folder = Directory.CreateDirectory(Path.Combine(models.Path, id)).FullName;
        string vocabulary = Path.Combine(folder, "vocab.txt");
        File.Copy(Path.Combine(RepositoryModels(), "julie-static-v2", "vocab.txt"), vocabulary);
        int tokens = File.ReadAllLines(vocabulary).Length;
        BertGraph.Write(Path.Combine(folder, "model.onnx"), new BertConfig(1, 32, 4, 64, tokens, 128), RandomWeights.Create(1, 0.2f));
        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {
              "id": "{{id}}", "displayName": "An encoder", "provider": "onnx", "dimensions": 32, "pooling": "mean", "normalize": true, "maxTokens": 128,
              "tokenizer": { "type": "code", "files": ["vocab.txt"] },
              "onnx": { "file": "model.onnx", "output": "last_hidden_state" }, "revision": "1", "license": "MIT",
              "files": [{ "path": "model.onnx" }, { "path": "vocab.txt" }]
            }
            """);
    }

    private string AddTexts()
    {
        string folder = Directory.CreateDirectory(Path.Combine(models.Path, "texts")).FullName;
        for (int i = 0; i < 60; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"file{i}.py"), $"# Returns what item number {i} of the list is worth\ndef worth_{i}(items):\n    return items[{i}] * {i + 1}\n");
        }

        return folder;
    }

    private static string RepositoryModels()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "models", "julie-static-v2")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "models");
    }
}
