using System.Text;

using Julie.Ingest.Git;

namespace Julie.Ingest.Tests.Git;

public sealed class TreeLineTests
{
    private const string Id = "ce013625030ba8dba906f756967f9e9ca394464a";

    [Fact]
    public void Parse_File_GivesAllParts() =>
        Assert.Equal(new TreeFile("src/a b.cs", 0x81A4, Id, 1234), Parse($"100644 blob {Id}    1234\tsrc/a b.cs"));

    [Fact]
    public void Parse_Submodule_HasNoSize()
    {
        var file = Parse($"160000 commit {Id}       -\tlib");
        Assert.Equal(TreeFile.Submodule, file.Type);
        Assert.Null(file.Size);
    }

    [Fact]
    public void Parse_MissingObject_HasNoSize() => Assert.Null(Parse($"100644 blob {Id}     BAD\ta").Size);

    [Fact]
    public void Parse_Link_IsOne() => Assert.Equal(TreeFile.Link, Parse($"120000 blob {Id}       1\tln").Type);

    [Theory]
    [InlineData("new\nline\ttab\"quote\\$(touch x)")]
    [InlineData("--option")]
    [InlineData("日本語/😀.txt")]
    public void Parse_OddPath_IsKept(string path) => Assert.Equal(path, Parse($"100644 blob {Id} 1\t{path}").Path);

    [Fact]
    public void PathText_BytesThatAreNoUtf8_AreEscaped() => Assert.Equal("a\\xff\\xfeé", TreeLine.PathText([(byte)'a', 0xFF, 0xFE, .. "é"u8]));

    [Fact]
    public void Parse_LongPath_IsKeptUpToWhatASystemCanOpen()
    {
        var longest = Parse($"100644 blob {Id} 1\t{new string('a', 4096)}");

        Assert.Equal((4096, false), (longest.Path.Length, longest.IsPathCut));
    }

    [Fact]
    public void Parse_LongerPaths_AreCutAndStayDistinct()
    {
        var one = Parse($"100644 blob {Id} 1\t{new string('a', 4096)}1");
        var two = Parse($"100644 blob {Id} 1\t{new string('a', 4096)}2");

        Assert.True(one.IsPathCut);
        Assert.NotEqual(one.Path, two.Path);
        Assert.True(one.Path.Length < 1100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100644")]
    [InlineData("100644 blob")]
    public void Parse_Garbage_Throws(string line) => Assert.Throws<FormatException>(() => Parse(line));

    private static TreeFile Parse(string line) => TreeLine.Parse(Encoding.UTF8.GetBytes(line));
}
