using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>Methods and classes of Ruby with the comment lines before them; the end is the first <c>end</c> of the same indentation.</summary>
internal static partial class RubyDefinitions
{
    public static IEnumerable<Definition> In(string text)
    {
        var lines = text.Split('\n');
        var comment = new List<string>();
        var scopes = new Stack<(int Indent, string Name)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (line.StartsWith("#"))
            {
                comment.Add(line.TrimStart('#').ToString());
                continue;
            }

            if (Head().Match(lines[i]) is { Success: true } head)
            {
                var indent = head.Groups[1].Length;
                while (scopes.TryPeek(out var scope) && scope.Indent >= indent)
                {
                    scopes.Pop();
                }

                var end = Array.FindIndex(lines, i, candidate => End().Match(candidate) is { Success: true } match && match.Groups[1].Length == indent);
                if (end > i)
                {
                    yield return new Definition(string.Join('.', scopes.Reverse().Select(scope => scope.Name)), head.Groups[3].Value,
                        string.Join('\n', comment), string.Join('\n', lines[i..(end + 1)]));
                }

                if (head.Groups[2].Value != "def")
                {
                    scopes.Push((indent, head.Groups[3].Value));
                }
            }

            comment.Clear();
        }
    }

    [GeneratedRegex(@"^(\s*)(def|class|module)\s+(?:self\.)?([\w:]+[?!=]?)")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(\s*)end\b")]
    private static partial Regex End();
}
