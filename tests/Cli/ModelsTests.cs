using System.Text.Json.Nodes;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class ModelsTests : IDisposable
{
    private readonly ModelsFolder models = new();

    public void Dispose() => models.Dispose();

    [Fact]
    public async Task List_SaysWhichAreHereAndWhichIsConfigured()
    {
        string here = models.Add("here");
        File.WriteAllText(Path.Combine(here, "model.onnx"), "graph");
        File.WriteAllText(Path.Combine(here, "vocabulary.json"), "[]");
        File.WriteAllText(Path.Combine(models.Add("half"), "model.onnx"), "graph");
        models.Add("gone");
        Directory.CreateDirectory(Path.Combine(models.Path, "no-model"));

        Run run = await Run.JulieAsync(["models", "list", "--json"], new() { ["Julie__Embedding__Model"] = "half", ["Julie__Embedding__ModelsDirectory"] = models.Path });

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal(
            [("gone", "absent", false), ("half", "incomplete", true), ("here", "complete", false)],
            JsonNode.Parse(run.Out)!.AsArray().Select(m => ((string)m!["id"]!, (string)m["state"]!, (bool)m["configured"]!)));
    }

    [Fact]
    public async Task List_BrokenManifest_IsOneLineAndNotTheEnd()
    {
        models.Add("good");
        File.WriteAllText(Path.Combine(models.Add("bad"), "model.json"), "{");

        Run run = await models.JulieAsync("list");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains("good", run.Out, StringComparison.Ordinal);
        Assert.Contains("model.json: cannot be read", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_TwoModelsWithOneId_SaysSo()
    {
        string folder = models.Add("one");
        Directory.CreateDirectory(Path.Combine(models.Path, "two"));
        File.Copy(Path.Combine(folder, "model.json"), Path.Combine(models.Path, "two", "model.json"));

        Run run = await models.JulieAsync("list");

        Assert.Contains("has the id 'one'", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_NonCommercialLicence_Warns()
    {
        models.Add("m", "CC-BY-NC-4.0", ", \"unverified\": [\"pooling\"]");

        Run run = await models.JulieAsync("show", "m");

        Assert.Contains("non-commercial use only", run.Out, StringComparison.Ordinal);
        Assert.Contains("not verified", run.Out, StringComparison.Ordinal);
        Assert.Contains("query:\\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("julie models pull m", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("pull")]
    [InlineData("verify")]
    [InlineData("bench")]
    public async Task UnknownModel_EndsWith2AndNamesTheList(string command)
    {
        models.Add("m");

        Run run = await models.JulieAsync(command, "other");

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("julie models list", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatIsNone_EndsWith2()
    {
        Run run = await Run.JulieAsync(["models", "list", "--models", Path.Combine(models.Path, "nowhere")]);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FilePutThereByHand_IsTakenAndAMissingOneNamed()
    {
        File.WriteAllText(Path.Combine(models.Add("m"), "model.onnx"), "graph");

        Run run = await models.JulieAsync("verify", "m");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("model.onnx  5 B, its hash is known nowhere: taken as it is", run.Out, StringComparison.Ordinal);
        Assert.Contains("vocabulary.json: is missing. Get it: ./julie models pull m", run.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Json_GivesTheHashesToPutIntoAManifest()
    {
        string folder = models.Add("m");
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "graph");
        File.WriteAllText(Path.Combine(folder, "vocabulary.json"), "[]");

        Run run = await models.JulieAsync("verify", "m", "--json");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("graph"u8)),
            (string?)JsonNode.Parse(run.Out)![0]!["files"]![0]!["sha256"]);
    }

    [Theory]
    [InlineData("cpu7")]
    [InlineData("1")]
    public async Task Bench_DeviceThatIsNone_EndsWith2(string device)
    {
        models.Add("m");

        Run run = await models.JulieAsync("bench", "m", "--device", device);

        Assert.Equal(ExitCodes.Usage, run.Code);
    }

    [Fact]
    public async Task Bench_MissingFile_NamesItAndTheCommandThatMendsIt()
    {
        models.Add("m");

        Run run = await models.JulieAsync("bench", "m");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("./julie models pull m", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_BuiltInModel_MeasuresWhatItSays()
    {
        Run run = await Run.JulieAsync(["models", "bench", "julie-static-v2", "--passages", "300", "--device", "cpu", "--json"], folder: AppContext.BaseDirectory);

        Assert.Equal(ExitCodes.Ok, run.Code);
        JsonNode result = JsonNode.Parse(run.Out)!;
        Assert.Equal((300, "cpu"), ((int)result["passages"]!, (string)result["device"]!));
        Assert.InRange((double)result["tokens"]! / 300, 50, 480);
        Assert.InRange((int)result["lengths"]!["most"]!, 100, 480);
    }
}
