namespace Julie.Ingest.Chunking.Rules;

/// <summary>A <c>.julieignore</c> file, in the syntax of <c>.gitignore</c>.</summary>
internal static class IgnoreFile
{
    public static IReadOnlyList<IgnoreLine> Parse(string text)
    {
        var lines = new List<IgnoreLine>();
        foreach (var raw in RuleText.Lines(text))
        {
            var line = TrimEnd(raw);
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var negated = line[0] == '!';
            var pattern = negated ? line[1..] : line;
            var folders = pattern.EndsWith('/');
            if (WildPattern.Parse(folders ? pattern[..^1] : pattern) is { } parsed)
            {
                lines.Add(new IgnoreLine(parsed, negated, folders));
            }
        }

        return lines;
    }

    /// <summary>Spaces at the end go, but for one after a backslash.</summary>
    private static string TrimEnd(string line)
    {
        var trimmed = line.TrimEnd(' ');
        return trimmed.Length < line.Length && trimmed.EndsWith('\\') ? trimmed + " " : trimmed;
    }
}
