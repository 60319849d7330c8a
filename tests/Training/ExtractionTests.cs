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

    [Theory]
    [InlineData("lua", "-- Reads one.\nfunction Store.read(text)\n  return 1\nend\nlocal x = 1\n", "read", "end")]
    [InlineData("elixir", "defmodule Store do\n  @doc \"\"\"\n  Reads one.\n  \"\"\"\n  def read(text) do\n    1\n  end\n  x\nend\n", "read", "end")]
    [InlineData("haskell", "-- | Reads one.\nread :: Text -> Int\nread text = 1\n\nx = 1\n", "read", "text = 1")]
    [InlineData("bash", "# Reads one.\nread_one() {\n  echo 1\n}\nx=1\n", "read_one", "}")]
    public void Definitions_LanguagesOfMarks_EndWithTheirIndentation(string language, string text, string name, string end)
    {
        var found = SourceLanguages.Definitions(language, text).Single();
        Assert.Equal(name, found.Name);
        Assert.Contains("Reads one.", found.Documentation, StringComparison.Ordinal);
        Assert.EndsWith(end, found.Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", "# Use\n\nOther words.\n\nRead all the rows of a table:\n\n```python\nrows = table.read()\nprint(rows)\n```\n")]
    [InlineData("use.rst", "Use\n===\n\nOther words.\n\nRead all the rows of a table:\n\n.. code-block:: python\n\n    rows = table.read()\n    print(rows)\n\nMore.\n")]
    public void In_Prose_TheSentenceBeforeAnExampleAsksForIt(string path, string text)
    {
        var (language, example) = ProseSections.In(text, path).Single();
        Assert.Equal("python", language);
        Assert.Equal("Read all the rows of a table", example.Name);
        Assert.Equal(["rows = table.read()", "print(rows)"], example.Code.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public void In_Prose_ListBetweenTheSentenceAndTheCode_AsksNothing()
    {
        const string Text = "---\ntitle: all_equal\n---\n\nChecks if all elements are equal.\n\n- Use a set.\n\n```py\ndef f(x):\n  return len(set(x)) == 1\n```\n\n```py\nf([1])\nf([2])\n```\n";
        Assert.Equal(["Checks if all elements are equal.", ""], ProseSections.In(Text, "a.md").Select(found => found.Example.Name));
    }

    [Theory]
    [InlineData("python", "def f(path):\n    x = 1\n    # remove empty\n    # lines from the file\n    a = read(path)\n    write(a)\n\n    return a\n")]
    [InlineData("go", "func f() {\n\t// remove empty\n\t// lines from the file\n\ta := read(path)\n\twrite(a)\n\n\treturn\n}\n")]
    public void In_Definition_CommentAsksForTheLinesBelow(string language, string code)
    {
        var found = CommentSnippets.In(code, language).Single();
        Assert.Equal("remove empty\nlines from the file", found.Documentation);
        Assert.Equal(2, found.Code.Split('\n').Length);
        Assert.EndsWith("write(a)", found.Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = 1\n# y = f(x); z = 2\na = 1\nb = 2\n")]
    [InlineData("x = 1\n# says something of the end\n")]
    [InlineData("x = 1\n# only one line below\ny = 2\n\nz = 3\n")]
    public void In_Definition_CommentedOutCodeAndCommentsOnNothingAreLeft(string code) => Assert.Empty(CommentSnippets.In(code, "python"));

    [Fact]
    public void Of_FirstComment_SaysWhatTheFileIsUnlessItIsALicence()
    {
        const string Text = "// Copyright 2020 somebody\n\n// Package store keeps things on disk.\npackage store\n\nfunc Open(name string) {\n}\n";
        var file = FileSummaries.Of(Text, "pkg/store.go", SourceLanguages.Definitions("go", Text));
        Assert.NotNull(file);
        Assert.Equal("store", file.Value.Name);
        Assert.Equal("Package store keeps things on disk.", file.Value.Documentation.Trim());
        Assert.Contains("func Open", file.Value.Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Permission is hereby granted,\n free of charge, to any person", true)]
    [InlineData("GNU GENERAL PUBLIC LICENSE", false)]
    public void Allow_FolderWithALicenceOfItsOwn_OnlyWhereThatIsPermissive(string licence, bool allowed)
    {
        var licences = new FolderLicences();
        licences.Add("recipes/one/LICENSE.md", licence);
        Assert.Equal(allowed, licences.Allow("recipes/one/src/one.py"));
        Assert.True(licences.Allow("recipes/two/two.py"));
    }

    [Fact]
    public void Found_FolderWithOneProgramAndReadme_IsARecipe()
    {
        var recipes = new FolderRecipes(["one/README.md", "one/one.py", "two/README.md", "two/a.py", "two/b.py"]);
        recipes.Add("one/README.md", "# Find the largest file\n\nAuthor: somebody\n\nWalks a folder.\n");
        recipes.Add("one/one.py", "print(1)");
        recipes.Add("two/README.md", "# Two\n");
        var (language, recipe) = recipes.Found.Single();
        Assert.Equal(("python", "Find the largest file", "print(1)"), (language, recipe.Name, recipe.Code));
        Assert.DoesNotContain("somebody", recipe.Documentation, StringComparison.Ordinal);
    }

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
