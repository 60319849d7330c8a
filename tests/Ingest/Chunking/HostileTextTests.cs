using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>Text that is made to keep a pattern busy costs no file its symbols, however slow the machine is.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("scala", "@a(", "class Burrow\n")]
    [InlineData("swift", "@a(", "class Burrow {\n}\n")]
    [InlineData("groovy", "A<", "class Burrow {\n}\n")]
    public async Task Cut_LinesThatInviteBacktracking_SymbolsAreFound(string language, string invitation, string declaration)
    {
        using var cutting = new Cutting();
        var line = string.Concat(Enumerable.Repeat(invitation, 900 / invitation.Length)) + "\n";

        var cut = await cutting.CutAsync(string.Concat(Enumerable.Repeat(line, 50)) + "\n" + declaration + "\n", language);

        Assert.Null(cut.Skip);
        Assert.Single(cut.Symbols, s => s.Name == "Burrow");
    }

    [Fact]
    public async Task Cut_SwiftMethodOfAClass_IsNoClassNamedFunc()
    {
        using var cutting = new Cutting();

        var cut = await cutting.CutAsync("class Burrow {\n    class func dig() {\n    }\n}\n", "swift");

        Assert.Equal(["Burrow class", "dig method"], cut.Symbols.Select(s => $"{s.Name} {s.Kind}"));
    }
}
