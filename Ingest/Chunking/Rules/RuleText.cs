using System.Text;

namespace Julie.Ingest.Chunking.Rules;

/// <summary>Lines of rule files.</summary>
internal static class RuleText
{
    /// <summary>As git: longer lines are no rules.</summary>
    private const int MaxLine = 2048;

    public static IEnumerable<string> Lines(string text) =>
        text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length is > 0 and <= MaxLine);

    /// <summary>Reads a name in double quotes with C escapes, as git writes odd paths.</summary>
    /// <returns>Characters that were read; 0 where the quotes do not end.</returns>
    public static int Unquote(string line, out string name)
    {
        var bytes = new List<byte>();
        name = string.Empty;
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                name = Encoding.UTF8.GetString([.. bytes]);
                return i + 1;
            }

            if (line[i] != '\\' || i + 1 == line.Length)
            {
                var rune = char.IsHighSurrogate(line[i]) && i + 1 < line.Length ? line.Substring(i++, 2) : line[i].ToString();
                bytes.AddRange(Encoding.UTF8.GetBytes(rune));
                continue;
            }

            i++;
            if (i + 2 < line.Length && line[i] is >= '0' and <= '3' && line[i + 1] is >= '0' and <= '7' && line[i + 2] is >= '0' and <= '7')
            {
                bytes.Add((byte)(((line[i] - '0') * 64) + ((line[i + 1] - '0') * 8) + line[i + 2] - '0'));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(line[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var c => c }));
            }
        }

        return 0;
    }
}
