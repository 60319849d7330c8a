using Julie.Training.Extraction;

namespace Julie.Training.Tests;

public sealed class ExtractionTests
{
    [Fact]
    public void Definitions_Python_HaveScopeDocumentationAndCodeWithoutIt()
    {
        var found = SourceLanguages.Definitions("python", """"
            class Store:
                """Keeps things."""

                def load(self, key,
                         default=None):
                    """Return the value of a key.

                    :param key: its name
                    """
                    return self.data.get(key, default)

            def other(): pass
            """").ToList();
        Assert.Equal(["Store", "load"], found.Select(definition => definition.Name).Take(2));
        Assert.Equal("Store", found[1].Scope);
        Assert.StartsWith("Return the value of a key.", found[1].Documentation, StringComparison.Ordinal);
        Assert.DoesNotContain("Return the value", found[1].Code, StringComparison.Ordinal);
        Assert.EndsWith("return self.data.get(key, default)", found[1].Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp", "/// <summary>Reads one.</summary>\n[Pure]\npublic int Read(string text)\n{\n    return '}' + text[0];\n}\nint x;", "Read")]
    [InlineData("go", "// Reads one.\nfunc (s *Store) Read(text string) int {\n\treturn len(\"}\")\n}\nvar x int", "Read")]
    [InlineData("rust", "/// Reads one.\n#[inline]\npub fn read<'a>(text: &'a str) -> usize {\n    text.len()\n}\n", "read")]
    [InlineData("java", "/**\n * Reads one.\n * @param text the text\n */\n@Override\npublic int read(String text) {\n  return 1;\n}\n", "read")]
    [InlineData("javascript", "/** Reads one. */\nconst read = async (text) => {\n  return `}${text}`;\n};\n", "read")]
    [InlineData("javascript", "/** Reads one. */\nStore.read = function (text) {\n  return 1;\n};\n", "read")]
    [InlineData("typescript", "/** Reads one. */\nexport class Reader {\n  x = 1;\n}\n", "Reader")]
    [InlineData("php", "/**\n * Reads one.\n */\npublic function read(string $text): int\n{\n    return 1;\n}\n", "read")]
    [InlineData("cpp", "/// Reads one.\ntemplate <typename T>\nint Store<T>::read(const T& text) const {\n  return 1;\n}\n", "read")]
    [InlineData("ruby", "# Reads one.\ndef read(text)\n  text.each do |x|\n    x\n  end\nend\n", "read")]
    public void Definitions_CommentBefore_BelongsToTheDefinition(string language, string text, string name)
    {
        var found = SourceLanguages.Definitions(language, text).First(definition => definition.Documentation.Length > 0);
        Assert.Equal(name, found.Name);
        Assert.Contains("Reads one.", found.Documentation, StringComparison.Ordinal);
        Assert.DoesNotContain("Reads one.", found.Code, StringComparison.Ordinal);
        Assert.Matches(@"(\}|end);?$", found.Code);
        Assert.DoesNotContain(" x;", found.Code.Replace("x = 1;", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" <summary>\n Opens the <see cref=\"T:Stream\"/> of a file.\n </summary>\n <param name=\"x\">y</param>", "Open", "Opens the Stream of a file")]
    [InlineData("Open opens the file by its name. It may fail.", "Open", "opens the file by its name")]
    [InlineData("Returns the `value` of {@link Key keys}\n@param key it", "get", "Returns the value of Key keys")]
    [InlineData("TODO: write this down some day", "x", "")]
    [InlineData("Copyright 2020 by somebody, all rights reserved", "x", "")]
    [InlineData("Too short", "x", "")]
    public void Split_Documentation_GivesItsFirstSentenceAsProse(string documentation, string name, string expected) =>
        Assert.Equal(expected, Documentation.Split(documentation, name).Summary);

    [Fact]
    public void Contains_FunctionOfAnEvaluationSet_IsRecognisedWithoutItsDocumentation()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"def one(a):\n    \"\"\"Says it.\"\"\"\n    return a + 1": 0}""");
            var functions = new FunctionFingerprints();
            functions.Add(file);
            Assert.True(functions.Contains("def one(a):\n        return a+1"));
            Assert.False(functions.Contains("def one(a):\n        return a+2"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("src/a.py", "python")]
    [InlineData("src/_pytest/a.py", "python")]
    [InlineData("tests/a.py", null)]
    [InlineData("node_modules/a.js", null)]
    [InlineData("a.md", null)]
    public void Of_Path_ReadsSourceOnly(string path, string? expected) => Assert.Equal(expected, SourceLanguages.Of(path));
}
