using System.Globalization;
using System.Text;

namespace Julie.Mcp.Texts;

/// <summary>Text for a reader who pays by the word: lines are cut, the whole has an end, and what was left out is said.</summary>
internal sealed class CompactText(int most = CompactText.Most)
{
    public const int Most = 24_000;
    private const int LongestLine = 240;
    private readonly StringBuilder text = new();

    public bool IsFull => text.Length >= most;

    public void Line(string line)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }

        text.Append(line);
    }

    /// <summary>A numbered line of code, cut where it is too long.</summary>
    public void Code(int number, string line)
    {
        line = line.TrimEnd('\r');
        Line(string.Create(CultureInfo.InvariantCulture, $"{number}: {(line.Length > LongestLine ? $"{Cut(line)}… ({line.Length} characters)" : line)}"));
    }

    public override string ToString() => text.ToString();

    private static string Cut(string line) => line[..(char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine)];
}
