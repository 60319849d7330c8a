using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Options;

namespace Julie.Embedding.Tests.Manifest;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Load_CompleteManifest_GivesEveryField()
    {
        using var folder = new ModelFolder();

        var manifest = folder.Store.Load(ModelFolder.Id).Manifest;

        Assert.Equal((4, Pooling.Mean, true, 16), (manifest.Dimensions, manifest.Pooling, manifest.Normalize, manifest.MaxTokens));
        Assert.Equal(TokenizerType.Code, manifest.Tokenizer.Type);
        Assert.Equal((1, 0), (manifest.TokenTypeOf(EmbedSide.Query), manifest.TokenTypeOf(EmbedSide.Document)));
        Assert.Equal(["model.onnx", "vocabulary.json"], manifest.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("id", "\"other\"", "id")]
    [InlineData("id", "\"a b\"", "id")]
    [InlineData("dimensions", "0", "dimensions")]
    [InlineData("dimensions", "4001", "dimensions")]
    [InlineData("dimensions", "\"many\"", "$.dimensions")]
    [InlineData("pooling", "\"median\"", "$.pooling")]
    [InlineData("pooling", "9", "pooling")]
    [InlineData("maxTokens", "4", "maxTokens")]
    [InlineData("queryPrefix", "null", "$.queryPrefix")]
    [InlineData("queryTokenType", "-1", "queryTokenType")]
    [InlineData("tokenizer", "{ \"type\": \"code\", \"files\": [] }", "tokenizer.files")]
    [InlineData("tokenizer", "{ \"type\": \"code\", \"files\": [\"absent.json\"] }", "tokenizer.files")]
    [InlineData("tokenizer", "{ \"type\": \"letters\", \"files\": [\"vocabulary.json\"] }", "$.tokenizer.type")]
    [InlineData("onnx", "{ \"file\": \"absent.onnx\", \"output\": \"x\" }", "onnx.file")]
    [InlineData("onnx", "null", "onnx")]
    [InlineData("files", "[{ \"path\": \"../secret\", \"sha256\": \"00\", \"bytes\": 1 }]", "files[0].path")]
    [InlineData("files", "[{ \"path\": \"model.onnx\", \"sha256\": \"00\", \"bytes\": 1 }]", "files[0].sha256")]
    [InlineData("files", "[{ \"path\": \"model.lock.json\" }]", "files[0].path")]
    [InlineData("files", "[{ \"path\": \"model.onnx\", \"source\": \"/etc/passwd\" }]", "files[0].source")]
    [InlineData("files", "[{ \"path\": \"model.onnx\", \"bytes\": 0 }]", "files[0].bytes")]
    [InlineData("source", "{ \"repository\": \"../x\", \"revision\": \"main\" }", "source.repository")]
    [InlineData("source", "{ \"repository\": \"a/b/c\", \"revision\": \"main\" }", "source.repository")]
    [InlineData("source", "{ \"repository\": \"a/b\", \"revision\": \"main?x=1\" }", "source.revision")]
    [InlineData("matryoshka", "[]", "matryoshka")]
    [InlineData("matryoshka", "[2, 4]", "matryoshka")]
    [InlineData("fullDimensions", "8", "fullDimensions")]
    [InlineData("provider", "\"voyage\"", "onnx")]
    [InlineData("remote", "{ \"endpoint\": \"https://x\", \"model\": \"m\", \"maxTexts\": 1, \"maxRequestTokens\": 1 }", "remote")]
    [InlineData("poolling", "\"mean\"", "poolling")]
    public void Load_WrongField_NamesFileAndField(string field, string value, string named)
    {
        using var folder = new ModelFolder();
        folder.Json[field] = JsonNode.Parse(value);
        folder.Save();

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id));

        Assert.EndsWith(Path.Combine("tiny", "model.json"), error.File);
        Assert.Contains(named, error.Message);
    }

    [Theory]
    [InlineData("endpoint", "\"ftp://x\"", "remote.endpoint")]
    [InlineData("endpoint", "\"https://key:secret@x\"", "remote.endpoint")]
    [InlineData("model", "\"\"", "remote.model")]
    [InlineData("maxTexts", "0", "remote.maxTexts")]
    [InlineData("maxRequestTokens", "0", "remote.maxRequestTokens")]
    [InlineData("pricePerMillionTokens", "-1", "remote.pricePerMillionTokens")]
    public void Load_WrongFieldOfAService_NamesIt(string field, string value, string named)
    {
        using var folder = new ModelFolder();
        Remote(folder)[field] = JsonNode.Parse(value);
        folder.Save();

        Assert.Contains($"'{named}'", Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id)).Message);
    }

    [Fact]
    public void Load_Service_GivesEveryField()
    {
        using var folder = new ModelFolder();
        Remote(folder);
        folder.Save();

        var manifest = folder.Store.Load(ModelFolder.Id).Manifest;

        Assert.Equal(ModelProvider.Voyage, manifest.Provider);
        Assert.Equal(new RemoteManifest("https://service.example/v1/embeddings", "code-3", 1000, 120_000, 0.18m), manifest.Remote);
    }

    [Fact]
    public void Write_ManifestThatWasRead_ReadsTheSameAgain()
    {
        using var folder = new ModelFolder();
        folder.Json["matryoshka"] = new JsonArray(2);
        folder.Json["source"] = new JsonObject { ["repository"] = "a/b", ["revision"] = "main", ["gated"] = true };
        folder.Json["files"]![0]!["source"] = "onnx/model.onnx";
        folder.Save();
        var manifest = folder.Store.Load(ModelFolder.Id).Manifest;

        ManifestWriter.Write(folder.Folder, manifest);

        var again = folder.Store.Load(ModelFolder.Id).Manifest;
        Assert.Equivalent(manifest with { Schema = again.Schema }, again, strict: true);
        Assert.Equal("../model.schema.json", again.Schema);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Folder), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_DimensionsThatTheModelAllows_AreTheEffectiveOnes()
    {
        using var folder = new ModelFolder();
        folder.Json["matryoshka"] = new JsonArray(2, 3);
        folder.Save();

        var manifest = Configured(folder, 3).Load(ModelFolder.Id).Manifest;

        Assert.Equal((3, 4, 4), (manifest.Dimensions, manifest.FullDimensions, manifest.ModelDimensions));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void Load_DimensionsOfTheModelItself_ChangeNothing(int? dimensions)
    {
        using var folder = new ModelFolder();

        var manifest = Configured(folder, dimensions).Load(ModelFolder.Id).Manifest;

        Assert.Equal((4, null, 4), (manifest.Dimensions, manifest.FullDimensions, manifest.ModelDimensions));
    }

    [Fact]
    public void Load_DimensionsThatTheModelDoesNotAllow_SaysWhich()
    {
        using var folder = new ModelFolder();
        folder.Json["matryoshka"] = new JsonArray(2);
        folder.Save();

        var error = Assert.Throws<ModelFileException>(() => Configured(folder, 3).Load(ModelFolder.Id));

        Assert.Contains("Julie:Embedding:Dimensions to one of: 2, 4", error.Remedy);
    }

    [Fact]
    public void Load_DimensionsOfTheConfiguredModel_AreNotThoseOfAnother()
    {
        using var folder = new ModelFolder();
        var store = new ModelStore(Options.Create(new EmbeddingOptions { ModelsDirectory = folder.Directory, Model = "other", Dimensions = 3 }));

        Assert.Equal(4, store.Load(ModelFolder.Id).Manifest.Dimensions);
    }

    [Theory]
    [InlineData("revision")]
    [InlineData("files")]
    [InlineData("normalize")]
    public void Load_MissingField_NamesIt(string field)
    {
        using var folder = new ModelFolder();
        folder.Json.Remove(field);
        folder.Save();

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id));

        Assert.Contains($"'{field}'", error.Message);
    }

    [Fact]
    public void Load_TwoModelsWithOneId_NamesBothAndTheOtherStillLoads()
    {
        using var folder = new ModelFolder();
        var copy = Directory.CreateDirectory(Path.Combine(folder.Directory, "tiny-copy")).FullName;
        File.Copy(Path.Combine(folder.Folder, "model.json"), Path.Combine(copy, "model.json"));

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load("tiny-copy"));

        Assert.Contains(Path.Combine("tiny-copy", "model.json"), error.Message);
        Assert.Contains($"has the id 'tiny', which {Path.Combine(folder.Folder, "model.json")} has too", error.Message);
        Assert.Equal("tiny", folder.Store.Load("tiny").Manifest.Id);
    }

    [Theory]
    [InlineData("queryPrefix")]
    [InlineData("documentPrefix")]
    [InlineData("queryTokenType")]
    [InlineData("maxTokens")]
    public void Load_OptionalFieldLeftOut_IsItsDefault(string field)
    {
        using var folder = new ModelFolder();
        folder.Json.Remove(field);
        folder.Save();

        var manifest = folder.Store.Load(ModelFolder.Id).Manifest;

        Assert.Equal(("", ""), (manifest.QueryPrefix, manifest.DocumentPrefix));
        Assert.Equal(field == "queryTokenType" ? 0 : 1, manifest.QueryTokenType);
        Assert.Equal(field == "maxTokens" ? null : 16, manifest.MaxTokens);
    }

    [Fact]
    public void Load_NoJson_NamesFile()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(Path.Combine(folder.Folder, "model.json"), "{ \"id\": ");

        Assert.Contains("model.json", Assert.Throws<ModelFileException>(() => folder.Store.Load(ModelFolder.Id)).Message);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("..")]
    [InlineData("../tiny")]
    public void Load_UnknownModel_SaysHowToChooseOne(string id)
    {
        using var folder = new ModelFolder();

        var error = Assert.Throws<ModelFileException>(() => folder.Store.Load(id));

        Assert.Contains("Julie:Embedding:Model", error.Remedy);
    }

    [Fact]
    public void List_FolderWithoutManifest_IsLeftOut()
    {
        using var folder = new ModelFolder();
        Directory.CreateDirectory(Path.Combine(folder.Directory, "training"));

        Assert.Equal("tiny", Assert.Single(folder.Store.List()).Id);
    }

    private static ModelStore Configured(ModelFolder folder, int? dimensions)
        => new(Options.Create(new EmbeddingOptions { ModelsDirectory = folder.Directory, Model = ModelFolder.Id, Dimensions = dimensions }));

    private static JsonObject Remote(ModelFolder folder)
    {
        folder.Json.Remove("onnx");
        folder.Json["provider"] = "voyage";
        var remote = (JsonObject)JsonNode.Parse(
            """{ "endpoint": "https://service.example/v1/embeddings", "model": "code-3", "maxTexts": 1000, "maxRequestTokens": 120000, "pricePerMillionTokens": 0.18 }""")!;
        folder.Json["remote"] = remote;
        return remote;
    }
}
