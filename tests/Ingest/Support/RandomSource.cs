using System.Text;

namespace Julie.Ingest.Tests.Support;

/// <summary>Text that looks like a program gone wrong: keywords, brackets, quotes, comments and indentation in any order.</summary>
internal static class RandomSource
{
    private static readonly string[] Words =
    [
        "class", "def", "function", "func", "fn", "public", "static", "record", "struct", "interface", "namespace A.B;", "namespace X", "if", "return", "end", "{", "}", "{", "}", "(", ")", "[", "]",
        ";", ":", "=>", "=", ",", "\"", "'", "`", "\"\"\"", "/*", "*/", "//", "#", "--", "<!--", "@attr", "[Attr]", "#[test]", "# Title", "## Part", "---", "```", "<a>", "</a>", "::", "->", "$x", "0x1f",
        "name", "longerIdentifierWithManyParts", "snake_case_name", "été", "日本語", "😀", "\t", "  ", "\\", "\\n", "%", "|", "let", "var", "const", "module", "trait", "impl", "import x",
    ];

    public static string Of(Random random, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            if (random.Next(6) > 0)
            {
                text.Append(' ', random.Next(5) * random.Next(1, 5));
                for (var word = random.Next(1, random.Next(40) == 0 ? 400 : 12); word > 0; word--)
                {
                    text.Append(Words[random.Next(Words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
                }
            }

            text.Append(random.Next(30) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }
}
