using Julie.Cli.Eval.CosQa;
using Julie.Cli.Eval.Own;

namespace Julie.Cli.Tests.Eval;

public sealed class OwnSetTests
{
    [Theory]
    [InlineData("a.cs", "class A\n{\n    /// <summary>Sends the mail that waits longest. And more.</summary>\n    [Fact]\n    public void Send(int x)\n    {\n    }\n}", "Sends the mail that waits longest", 4)]
    [InlineData("a.go", "package a\n\n// Send sends the mail that waits longest.\nfunc (b *Box) Send() {}\n", "sends the mail that waits longest", 3)]
    [InlineData("a.py", "class A:\n    def send(self,\n             x):\n        \"\"\"Sends the mail that waits longest.\n\n        More.\n        \"\"\"\n        return 1\n", "Sends the mail that waits longest", 2)]
    [InlineData("a.js", "/**\n * Sends the mail that waits longest.\n * @param x what\n */\nexport function send(x) {}\n", "Sends the mail that waits longest", 1)]
    [InlineData("a.rb", "module M\n  # Sends the mail that waits longest.\n  def send_mail(x)\n  end\nend\n", "Sends the mail that waits longest", 2)]
    public void Documentation_IsAskedForAndTakenOut(string path, string text, string query, int line)
    {
        OwnSet set = OwnSet.Of(new Dictionary<string, string> { [path] = text }, 10);

        var asked = Assert.Single(set.Queries, one => one.Category == "function");
        Assert.Equal(query, asked.Text);
        Assert.Equal((path, line), (asked.Targets[0].Path, asked.Targets[0].StartLine));
        Assert.DoesNotContain("waits longest", set.Files[path], StringComparison.Ordinal);
        Assert.Contains("end", set.Files[path] + "end", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("send", set.Files[path].Split('\n')[line - 1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("// Copyright 2020 the authors of this file\nfunc send() {}\n")]
    [InlineData("// TODO\nfunc send() {}\n")]
    [InlineData("// one two three four\nreturn send(x)\n")]
    public void Comments_ThatDescribeNothing_AreNotAsked(string text) =>
        Assert.DoesNotContain(OwnSet.Of(new Dictionary<string, string> { ["a.go"] = text }, 10).Queries, one => one.Category == "function");

    [Fact]
    public void Sections_AskForTheFilesThatTheyName_AndTheDocumentIsTakenOut()
    {
        OwnSet set = OwnSet.Of(
            new Dictionary<string, string>
            {
                ["src/mailbox.py"] = "class Mailbox:\n    pass\n",
                ["README.md"] = "# All\n\nNothing is named.\n\n## Waiting mail\n\nMail that waits is kept in a `Mailbox` until someone reads it.\n",
            },
            10);

        var asked = Assert.Single(set.Queries, one => one.Category == "section");
        Assert.Equal(("section", "src/mailbox.py"), (asked.Category, Assert.Single(asked.Targets).Path));
        Assert.StartsWith("Waiting mail Mail that waits is kept", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mailbox", asked.Text, StringComparison.Ordinal);
        Assert.Equal("", set.Files["README.md"]);
    }

    [Fact]
    public void Names_ThatAreDefinedOnce_AreAskedForTheirLine()
    {
        OwnSet set = OwnSet.Of(
            new Dictionary<string, string>
            {
                ["a.py"] = "def send(x):\n    \"\"\"Sends the mail that waits longest.\"\"\"\n    return x\n\ndef forward(x):\n    return x\n\ndef close():\n    pass\n",
                ["b.py"] = "def close():\n    pass\n",
                ["tests/c.py"] = "def helper():\n    pass\n",
            },
            10);

        Assert.Equal([("forward", "a.py:4-4"), ("send", "a.py:1-1")], set.Queries.Where(one => one.Category == "name").Select(one => (one.Text, one.Targets.Single().ToString())).Order());
    }

    [Theory]
    [InlineData("def f(a,\n      b={}):\n    '''Says it.'''\n    return 'x'", "def f(a,\n      b={}):\n    return 'x'")]
    [InlineData("def f(a):\n    \"\"\"\n    Says\n    it.\n    \"\"\"\n\n    return a", "def f(a):\n\n    return a")]
    [InlineData("def f(a):\n    return \"\"\"kept\"\"\"", "def f(a):\n    return \"\"\"kept\"\"\"")]
    public void PythonDocstring_IsTakenOut(string function, string without) => Assert.Equal(without, PythonText.WithoutDocumentation(function));
}
