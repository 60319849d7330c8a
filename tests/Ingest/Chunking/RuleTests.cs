using System.Diagnostics;

using Julie.Ingest.Chunking.Rules;
using Julie.Ingest.Tests.Support;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>Rule files against git's own reading of them.</summary>
public sealed class RuleTests : IDisposable
{
    private static readonly string[] Paths =
    [
        "a.c", "b.c", "ab.c", "src/a.c", "src/b/a.c", "src/b/c/d.txt", "src/old/keep/x", "doc/a b.txt", "doc/[x].md", "doc/x.md", "Makefile", "build/out.o", "src/build/out.o", "deep/a/b/c/d/e.txt", "a/b", "a/x/b", "a/x/y/b", "!odd", "#odd", "foo",
        "foobar/baz", "x/foo/bar", "1.log", "2.log", "debug0.log", "A.C", "é.txt", "back\\slash", "trail ", "star*name",
    ];

    private readonly TestRepository _repository = new();

    [Theory]
    [InlineData("*.c")]
    [InlineData("/*.c")]
    [InlineData("src/*.c")]
    [InlineData("src/**")]
    [InlineData("**/a.c")]
    [InlineData("a/**/b")]
    [InlineData("src/b")]
    [InlineData("build/")]
    [InlineData("/build/")]
    [InlineData("*\n!*.c")]
    [InlineData("src/*\n!src/b")]
    [InlineData("src/\n!src/b/a.c")]
    [InlineData("doc/[x].md")]
    [InlineData("doc/\\[x\\].md")]
    [InlineData("[0-9].log\n[!a-z]*.c")]
    [InlineData("debug[[:digit:]].log")]
    [InlineData("\\!odd\n\\#odd")]
    [InlineData("# a comment\n\n   \n*.md   \n")]
    [InlineData("trail\\ ")]
    [InlineData("star\\*name")]
    [InlineData("foo")]
    [InlineData("foo/*")]
    [InlineData("**/foo/**")]
    [InlineData("deep/**/e.txt\n!deep/a")]
    [InlineData("*a*b*\r\n?.c\r\n")]
    [InlineData("[")]
    [InlineData("[]-]*")]
    [InlineData("**")]
    [InlineData("/**/b")]
    [InlineData("a**b")]
    public void Ignore_Patterns_MeanWhatGitMeans(string rules) => Assert.Equal(Git(".gitignore", rules), Ours(rules));

    [Fact]
    public void Ignore_MadeUpPatterns_MeanWhatGitMeans()
    {
        var random = new Random(4);
        string[] parts = ["a", "b", "*", "**", "?", "/", "/", "c", ".", "[a-c]", "[!a]", "foo", "src", "x"];
        for (var round = 0; round < 60; round++)
        {
            var lines = Enumerable.Range(0, 3).Select(_ => (random.Next(4) == 0 ? "!" : "") + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)])));
            var rules = string.Join('\n', lines);
            Assert.True(Git(".gitignore", rules).SequenceEqual(Ours(rules)), $"{rules}\ngit:  {string.Join(' ', Git(".gitignore", rules))}\nours: {string.Join(' ', Ours(rules))}");
        }
    }

    [Fact]
    public void Ignore_DeeperFile_OverrulesAHigherOne()
    {
        var rules = new TreeRules([], new() { [""] = IgnoreFile.Parse("*.log\nsecret/"), ["src"] = IgnoreFile.Parse("!keep.log\n/only.txt"), ["secret"] = IgnoreFile.Parse("!*") });
        Assert.True(rules.IsIgnored("a.log"));
        Assert.True(rules.IsIgnored("src/a.log"));
        Assert.False(rules.IsIgnored("src/keep.log"));
        Assert.True(rules.IsIgnored("src/only.txt"));
        Assert.False(rules.IsIgnored("src/deep/only.txt"));
        // Nothing below an ignored folder comes back.
        Assert.True(rules.IsIgnored("secret/a.txt"));
    }

    [Theory]
    [InlineData("*.c linguist-generated\nsrc/*.c -linguist-generated")]
    [InlineData("*.c linguist-generated\nsrc/** !linguist-generated")]
    [InlineData("* binary\n*.c diff text\n*.md -binary")]
    [InlineData("[attr]third linguist-vendored -diff\nsrc/** third\n*.txt third linguist-vendored=false")]
    [InlineData("doc/* linguist-documentation=true linguist-language=C++\n\"doc/a b.txt\" linguist-language=Text")]
    [InlineData("# comment\n!*.c linguist-generated\nbuild/ linguist-generated\nbuild/** linguist-generated")]
    [InlineData("Makefile text=auto eol=lf\n*.[ch] -text\n**/b/** linguist-detectable=false")]
    public void Attributes_Lines_MeanWhatGitMeans(string text)
    {
        File.WriteAllText(Path.Combine(_repository.Path, ".gitattributes"), text);
        Directory.CreateDirectory(Path.Combine(_repository.Path, "src", "b"));
        const string Deeper = "a.c linguist-generated=true\n[attr]binary text\n*.txt -third";
        File.WriteAllText(Path.Combine(_repository.Path, "src", "b", ".gitattributes"), Deeper);
        var rules = new TreeRules(new() { [""] = AttributeFile.Parse(text, macros: true), ["src/b"] = AttributeFile.Parse(Deeper, macros: false) }, []);
        Assert.All(Paths, path => Assert.Equal(PathAttributes.Of(Git(path)), rules.Attributes(path)));
    }

    [Fact]
    public void Attributes_MinusTextAlone_LeavesItToTheContent()
    {
        var rules = new TreeRules(new() { [""] = AttributeFile.Parse("* -text\n*.bin binary\n*.lock -diff", macros: true) }, []);
        Assert.Null(rules.Attributes("a.c").Binary);
        Assert.True(rules.Attributes("a.bin").Binary);
        Assert.True(rules.Attributes("a.lock").Binary);
    }

    public void Dispose() => _repository.Dispose();

    private static List<string> Ours(string rules)
    {
        var tree = new TreeRules([], new() { [""] = IgnoreFile.Parse(rules) });
        return [.. Paths.Where(tree.IsIgnored)];
    }

    private List<string> Git(string name, string rules)
    {
        File.WriteAllText(Path.Combine(_repository.Path, name), rules);
        return [.. Run(["check-ignore", "--no-index", "-z", "--stdin"], string.Join('\0', Paths) + "\0").Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    private Dictionary<string, string?> Git(string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var triple in Run(["check-attr", "-z", "-a", "--", path], "").Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(3))
        {
            values[triple[1]] = triple[2] switch { "set" => AttributeLine.Set, "unset" => AttributeLine.Unset, "unspecified" => null, var value => value };
        }

        return values;
    }

    private string Run(string[] arguments, string input)
    {
        var info = new ProcessStartInfo("git", ["-c", "core.quotePath=false", "-c", "core.excludesFile=/dev/null", "-c", "core.attributesFile=/dev/null", .. arguments])
        {
            WorkingDirectory = _repository.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        info.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        info.Environment["GIT_ATTR_NOSYSTEM"] = "1";
        using var process = Process.Start(info)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        _ = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
