namespace Julie.Ingest.Chunking.Rules;

/// <summary>A <c>.gitattributes</c> file.</summary>
internal static class AttributeFile
{
    private const string MacroMark = "[attr]";

    /// <param name="text">The file.</param>
    /// <param name="macros">Whether it may define macros: only the one at the root.</param>
    public static IReadOnlyList<AttributeLine> Parse(string text, bool macros)
    {
        var lines = new List<AttributeLine>();
        foreach (var line in RuleText.Lines(text))
        {
            if (Read(line.TrimStart(' ', '\t'), macros) is { } parsed)
            {
                lines.Add(parsed);
            }
        }

        return lines;
    }

    private static AttributeLine? Read(string line, bool macros)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        string name;
        int end;
        if (line[0] == '"')
        {
            end = RuleText.Unquote(line, out name);
        }
        else
        {
            end = line.AsSpan().IndexOfAny(' ', '\t') is var space and >= 0 ? space : line.Length;
            name = line[..end];
        }

        var states = line[end..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(State).ToList();
        if (name.StartsWith(MacroMark, StringComparison.Ordinal))
        {
            return macros && name.Length > MacroMark.Length ? new AttributeLine(null, name[MacroMark.Length..], states) : null;
        }

        // Negative patterns are forbidden here, and one for folders only says nothing about a file.
        return end == 0 || name.StartsWith('!') || name.EndsWith('/') || states.Count == 0 || WildPattern.Parse(name) is not { } pattern
            ? null
            : new AttributeLine(pattern, null, states);
    }

    private static KeyValuePair<string, string?> State(string text)
    {
        if (text[0] is '-' or '!')
        {
            return new(text[1..], text[0] == '-' ? AttributeLine.Unset : null);
        }

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(text, AttributeLine.Set) : new(text[..equals], text[(equals + 1)..]);
    }
}
