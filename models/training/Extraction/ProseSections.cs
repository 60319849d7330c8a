using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>
/// Examples in documentation (Markdown and reStructuredText): a section's heading, or the sentence before a block of code, asks for that block.
/// These read like what people type, more than comments do.
/// </summary>
internal static partial class ProseSections
{
    private const int FewestLines = 2;

    public static IEnumerable<(string Language, Definition Example)> In(string text, string path)
    {
        var plain = path.EndsWith(".rst", StringComparison.OrdinalIgnoreCase);
        var lines = text.Split('\n');
        var (heading, paragraph) = ("", new List<string>());
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            if (plain ? IsUnderline(lines, i) : line.StartsWith('#'))
            {
                heading = plain ? lines[i - 1].Trim() : line.Trim('#', ' ');
                paragraph.Clear();
            }
            else if (OpensBlock(line, plain) is { } language)
            {
                var (code, next) = plain ? Indented(lines, i + 1) : Fenced(lines, i + 1);
                i = next;
                if (language.Length > 0 && code.Count >= FewestLines)
                {
                    var before = Clean(string.Join(' ', paragraph));
                    var asked = before.Length > 0 ? before : Clean(heading);
                    yield return (language, new Definition(heading, asked, asked, string.Join('\n', code)));
                }

                paragraph.Clear();
            }
            else if (line.Length == 0)
            {
                // Only the paragraph right before the block speaks of it; a list between explains the code.
                if (i + 1 < lines.Length && OpensBlock(lines[i + 1].TrimEnd(), plain) is null && !IsItem(lines[i + 1]))
                {
                    paragraph.Clear();
                }
            }
            else if (paragraph.Count == 0 || !IsItem(line))
            {
                paragraph.Add(line.Trim());
            }
        }
    }

    private static string? OpensBlock(string line, bool plain)
    {
        if (plain)
        {
            return Directive().Match(line) is { Success: true } directive ? Name(directive.Groups[1].Value) : null;
        }

        return Fence().Match(line) is { Success: true } fence ? Name(fence.Groups[1].Value) : null;
    }

    private static (List<string> Code, int Next) Fenced(string[] lines, int first)
    {
        var code = new List<string>();
        var i = first;
        for (; i < lines.Length && !lines[i].AsSpan().TrimStart().StartsWith("```"); i++)
        {
            code.Add(lines[i]);
        }

        return (code, i);
    }

    private static (List<string> Code, int Next) Indented(string[] lines, int first)
    {
        var code = new List<string>();
        var i = first;
        for (; i < lines.Length && (lines[i].Length == 0 || char.IsWhiteSpace(lines[i][0])); i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]) && !lines[i].AsSpan().Trim().StartsWith(":"))
            {
                code.Add(lines[i]);
            }
        }

        return (code, i - 1);
    }

    private static bool IsUnderline(string[] lines, int i) =>
        i > 0 && lines[i].Length >= 3 && lines[i - 1].Trim().Length >= 3 && Underline().IsMatch(lines[i]) && !Underline().IsMatch(lines[i - 1]);

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal);

    private static string Clean(string prose) => Links().Replace(prose, "$1").Trim(' ', ':');

    private static string Name(string tag) => tag.ToLowerInvariant() switch
    {
        "python" or "py" or "python3" or "pycon" or "ipython" => "python",
        "js" or "javascript" or "jsx" or "mjs" => "javascript",
        "ts" or "typescript" or "tsx" => "typescript",
        "cs" or "csharp" or "c#" => "csharp",
        "rs" or "rust" => "rust",
        "rb" or "ruby" => "ruby",
        "c++" or "cpp" => "cpp",
        "sh" or "bash" or "shell" or "zsh" or "console" => "bash",
        "go" or "java" or "kotlin" or "scala" or "swift" or "php" or "c" or "lua" or "elixir" or "haskell" or "zig" => tag.ToLowerInvariant(),
        _ => "",
    };

    [GeneratedRegex(@"^\s*```+\s*\{?\.?([\w+#-]*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\.\.\s+(?:code-block|code|sourcecode|ipython)::\s*([\w+#-]*)")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(=+|-+|~+|\^+|\*+)\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Links();
}
