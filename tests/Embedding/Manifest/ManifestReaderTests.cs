using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

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
}
