using System.Globalization;
using System.Text;

namespace Julie.Index.Search.Patterns;

/// <summary>
/// A pattern as .NET reads it (with <c>RegexOptions.Multiline</c>): what was parsed is what is searched, so that the trigrams that are planned from the tree and the
/// automaton that decides cannot mean different things.
/// </summary>
internal sealed class PatternWriter
{
    private readonly StringBuilder _text = new();

    public static string Write(PatternNode node)
    {
        var writer = new PatternWriter();
        writer.Node(node);
        return writer._text.ToString();
    }

    /// <summary>About how many states an automaton for it has.</summary>
    public static long Size(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Sum(Size),
        PatternNode.Choice choice => choice.Parts.Sum(Size) + 1,
        PatternNode.Repeat repeat => Math.Min((long)int.MaxValue, Size(repeat.Part) * Math.Max(1, repeat.Max ?? repeat.Min)) + 1,
        _ => 1,
    };

    /// <summary>Whether it asks for the beginning or the end of the whole text.</summary>
    public static bool AsksForEnds(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Any(AsksForEnds),
        PatternNode.Choice choice => choice.Parts.Any(AsksForEnds),
        PatternNode.Repeat repeat => AsksForEnds(repeat.Part),
        PatternNode.Anchor anchor => anchor.Text is @"\A" or @"\z",
        _ => false,
    };

    private void Node(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                _text.Append(one.IgnoreCase ? $"(?i:{one.Class})" : one.Class);
                break;
            case PatternNode.Anchor anchor:
                _text.Append(anchor.Text);
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Grouped(part, part is PatternNode.Choice);
                }

                break;
            case PatternNode.Choice choice:
                for (var i = 0; i < choice.Parts.Count; i++)
                {
                    _text.Append(i == 0 ? "" : "|");
                    Node(choice.Parts[i]);
                }

                break;
            case PatternNode.Repeat repeat:
                Grouped(repeat.Part, repeat.Part is not PatternNode.One { IgnoreCase: false });
                _text.Append((repeat.Min, repeat.Max) switch
                {
                    (0, null) => "*",
                    (1, null) => "+",
                    (0, 1) => "?",
                    var (min, max) => string.Create(CultureInfo.InvariantCulture, $"{{{min},{max}}}"),
                });
                _text.Append(repeat.Lazy ? "?" : "");
                break;
        }
    }

    private void Grouped(PatternNode node, bool group)
    {
        _text.Append(group ? "(?:" : "");
        Node(node);
        _text.Append(group ? ")" : "");
    }
}
