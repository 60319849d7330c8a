using Julie.Embedding.Manifest;

using NJsonSchema;

namespace Julie.Embedding.Tests.Manifest;

public sealed class ShippedManifestsTests
{
    private static readonly string Directory = ModelsDirectory.Find("models");
    private static readonly ModelStore Store = new(Directory);

    public static TheoryData<string> Ids => [.. Store.Ids()];

    /// <summary>The models that the project promises to support; a precision of one is a model of its own.</summary>
    private static readonly string[] Promised =
    [
        "bge-small-en-v1.5", "all-MiniLM-L6-v2", "all-MiniLM-L6-v2-o4", "all-MiniLM-L6-v2-qint8-avx512-vnni", "codebert-base", "graphcodebert-base",
        "unixcoder-base", "starencoder", "SFR-Embedding-Code-400M_R", "SFR-Embedding-Code-2B_R", "voyage-code-3", "text-embedding-3-small",
        "text-embedding-3-large", "jina-embeddings-v2-base-code", "jina-embeddings-v2-base-code-fp16", "jina-embeddings-v2-base-code-quantized",
        "CodeRankEmbed", "Qwen3-Embedding-0.6B", "granite-embedding-97m-multilingual-r2", "gte-modernbert-base", "julie-static-v2",
    ];

    [Fact]
    public void Ids_HoldEveryPromisedModel() => Assert.Empty(Promised.Except(Store.Ids()));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Manifest_FitsTheSchemaAndTheRules(string id)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Directory, "model.schema.json"), TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(Path.Combine(Directory, id, "model.json"), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(text));
        Assert.Equal(id, Store.Load(id).Manifest.Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Manifest_UnverifiedFields_AreFieldsThatItHas(string id)
    {
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(Text(id))!;

        Assert.All(Store.Load(id).Manifest.Unverified ?? [], field =>
        {
            var node = manifest;
            foreach (var part in field.Split('.', '[', ']').Where(part => part.Length > 0))
            {
                node = int.TryParse(part, out var index) ? node![index] : node![part];
            }

            Assert.NotNull(node);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Manifest_NotShipped_SaysWhereItsFilesComeFrom(string id)
    {
        var manifest = Store.Load(id).Manifest;

        Assert.True(
            manifest.Source is not null || manifest.Files.All(file => File.Exists(Path.Combine(Directory, id, file.Path))),
            "no source, and not shipped");
    }

    [Theory]
    [InlineData("{ \"id\": \"a b\" }", "id")]
    [InlineData("{ \"pooling\": \"median\" }", "pooling")]
    [InlineData("{ \"poolling\": \"mean\" }", "poolling")]
    [InlineData("{ \"fullDimensions\": 8 }", "fullDimensions")]
    [InlineData("{ \"files\": [{ \"path\": \"x\", \"sha256\": \"00\" }] }", "sha256")]
    public async Task Schema_WrongManifest_IsFoundWrong(string change, string field)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Directory, "model.schema.json"), TestContext.Current.CancellationToken);
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(Text("bge-small-en-v1.5"))!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(change)!.AsObject())
        {
            manifest[name] = value?.DeepClone();
        }

        Assert.Contains(schema.Validate(manifest.ToJsonString()), error => error.ToString().Contains(field, StringComparison.Ordinal));
    }

    private static string Text(string id) => File.ReadAllText(Path.Combine(Directory, id, "model.json"));
}
