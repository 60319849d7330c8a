using System.Text.Json.Nodes;
using Julie.Cli.Eval.Note;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests.Eval;

public sealed class NoteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-note-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Note_IsJudgedByAPerson_AndDecidesByTheRules()
    {
        string file = Path.Combine(folder, "note.json");
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Hit));

        Run first = await Run.AgainstAsync(api, "eval", "note", file);
        JsonObject judgements = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
        await File.WriteAllTextAsync(file, judgements.ToJsonString().Replace("null", "true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Run second = await Run.AgainstAsync(api, "eval", "note", file, "--against", file);

        Assert.Equal((ExitCodes.Nothing, ExitCodes.Ok), (first.Code, second.Code));
        Assert.Contains("5 results wait for a judgement", first.Out, StringComparison.Ordinal);
        Assert.Equal(ResearchNote.Queries, judgements.Select(question => question.Key));
        Assert.Contains("precision@5 0.20, MRR 1.00: look for another model", second.Out, StringComparison.Ordinal); // one result each, of five
        Assert.Contains("not worth replacing it", second.Out, StringComparison.Ordinal);
    }
}
