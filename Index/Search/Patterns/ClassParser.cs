using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Julie.Index.Search.Patterns;

/// <summary>Single characters, escapes and classes. Unless the pattern spans lines, none of them is a line end.</summary>
internal sealed class ClassParser(string text, bool spansLines)
{
    private const int Few = 8;

    /// <summary>White space but for the line end, as it stands within a class.</summary>
    private const string Blanks = @"\t\v\f\r\x85\p{Z}";

    private static readonly Dictionary<string, string> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = @"\x00-\x7F", ["blank"] = @"\t\x20", ["cntrl"] = @"\x00-\x1F\x7F", ["digit"] = "0-9", ["graph"] = "!-~",
        ["lower"] = "a-z", ["print"] = @"\x20-~", ["punct"] = @"!-/:-@\[-`{-~", ["space"] = @"\t\n\v\f\r\x20", ["upper"] = "A-Z", ["word"] = "0-9A-Za-z_", ["xdigit"] = "0-9A-Fa-f",
    };

    public static PatternNode Character(char c, bool ignoreCase) => new PatternNode.One(Quote(c), [char.ToLowerInvariant(c)], ignoreCase) { Character = c };

    /// <summary>An escape that stands alone, and where it ends.</summary>
    public (PatternNode Node, int Next) Escape(int at, bool ignoreCase)
    {
        var (set, character, next) = ReadEscape(at);
        if (set is null)
        {
            var parts = character!.Select(c => Character(c, ignoreCase)).ToArray();
            return (parts.Length == 1 ? parts[0] : new PatternNode.Sequence(parts), next);
        }

        return (new PatternNode.One($"[{set}{(spansLines ? "" : @"-[\n]")}]", null, ignoreCase), next);
    }

    /// <summary>A class in brackets, and where it ends.</summary>
    public (PatternNode Node, int Next) Read(int start, bool ignoreCase)
    {
        var at = start + 1;
        var negated = at < text.Length && text[at] == '^';
        at += negated ? 1 : 0;
        var body = new StringBuilder();
        var few = new HashSet<char>();
        var first = true;
        for (; ; first = false)
        {
            if (at >= text.Length)
            {
                throw Error("this [ is not closed: add ], or write \\[", start, 1);
            }

            if (text[at] == ']' && !first)
            {
                break;
            }

            at = Item(at, body, few);
        }

        var few0 = negated || few.Count > Few ? null : few.Select(char.ToLowerInvariant).Distinct().ToArray();
        return (new PatternNode.One($"[{(negated ? "^" : "")}{body}{(spansLines ? "" : @"-[\n]")}]", few0, ignoreCase), at + 1);
    }

    private int Item(int at, StringBuilder body, HashSet<char> few)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("&&") || rest.StartsWith("--") || rest.StartsWith("~~"))
        {
            throw Error($"{rest[..2]} between classes is not supported: write the characters out, or escape them with \\", at, 2);
        }

        if (rest.StartsWith("[:") && rest.IndexOf(":]") is var close and > 0)
        {
            var name = rest[2..close].ToString();
            if (!Posix.TryGetValue(name, out var members))
            {
                throw Error($"[:{name}:] is not known: there are {string.Join(", ", Posix.Keys)}", at, close + 2);
            }

            body.Append(members);
            Many(few);
            return at + close + 2;
        }

        var (set, low, next) = Member(at);
        if (set is not null)
        {
            body.Append(set);
            Many(few);
            return next;
        }

        if (next + 1 < text.Length && text[next] == '-' && text[next + 1] != ']')
        {
            var (highSet, high, end) = Member(next + 1);
            if (highSet is not null || high < low)
            {
                throw Error($"{text[at..end]} is no range: from the smaller character to the larger", at, end - at);
            }

            body.Append(Quote(low)).Append('-').Append(Quote(high));
            for (var c = low; c <= high && few.Count <= Few; c++)
            {
                few.Add(c);
            }

            return end;
        }

        body.Append(Quote(low));
        few.Add(low);
        return next;
    }

    private (string? Set, char Character, int Next) Member(int at)
    {
        if (at >= text.Length)
        {
            throw Error("a class is not closed: add ]", text.Length - 1, 1);
        }

        if (text[at] != '\\')
        {
            return char.IsSurrogate(text[at]) ? throw Error("a character outside the basic plane cannot stand in a class: write (?:a|b)", at, 1) : (null, text[at], at + 1);
        }

        if (at + 1 < text.Length && text[at + 1] == 'b')
        {
            throw Error("\\b is a word boundary and cannot stand in a class", at, 2);
        }

        var (set, character, next) = ReadEscape(at);
        return set is not null ? (set, default, next) : character!.Length == 1 ? (null, character[0], next) : throw Error("a character outside the basic plane cannot stand in a class", at, next - at);
    }

    /// <summary>Members of a class, or one character (which may take two UTF-16 units).</summary>
    private (string? Set, string? Character, int Next) ReadEscape(int at)
    {
        if (at + 1 >= text.Length)
        {
            throw Error("a \\ at the end escapes nothing: write \\\\", at, 1);
        }

        var c = text[at + 1];
        switch (c)
        {
            case 'd' or 'D' or 'w' or 'W' or 'S': return ($"\\{c}", null, at + 2);
            case 's': return (spansLines ? @"\s" : Blanks, null, at + 2);
            case 't': return (null, "\t", at + 2);
            case 'n': return (null, "\n", at + 2);
            case 'r': return (null, "\r", at + 2);
            case 'f': return (null, "\f", at + 2);
            case 'v': return (null, "\v", at + 2);
            case 'a': return (null, "\a", at + 2);
            case 'p' or 'P': return Property(at);
            case 'x': return Hex(at, 2);
            case 'u': return Hex(at, 4);
            case '<' or '>': throw Error($"\\{c} means a word's edge in some tools and {c} in others: write \\b, or {c}", at, 2);
        }

        return char.IsAsciiDigit(c) && c != '0'
            ? throw Error($"\\{c} would be a backreference, which is not supported; for the digit write {c}", at, 2)
            : char.IsAsciiLetterOrDigit(c) ? throw Error($"\\{c} is not known; for the text write \\\\{c}", at, 2)
            : (null, c.ToString(), at + 2);
    }

    private (string? Set, string? Character, int Next) Hex(int at, int digits)
    {
        var braced = at + 2 < text.Length && text[at + 2] == '{';
        var start = at + (braced ? 3 : 2);
        var end = braced ? text.IndexOf('}', start) : start + digits;
        return end > start && end <= text.Length && int.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)
            ? (null, new Rune(value).ToString(), end + (braced ? 1 : 0))
            : throw Error($"\\{text[at + 1]} needs a character's number in hexadecimal: \\x41, \\u0041 or \\x{{1F600}}", at, 2);
    }

    private (string? Set, string? Character, int Next) Property(int at)
    {
        var braced = at + 2 < text.Length && text[at + 2] == '{';
        var start = at + (braced ? 3 : 2);
        var end = braced ? text.IndexOf('}', start) : start + 1;
        if (end <= start || end > text.Length || text[start..end] is not { } name || !IsProperty(name))
        {
            throw Error($"\\{text[at + 1]} needs a Unicode category: \\p{{L}}, \\p{{Lu}}, \\p{{N}}, \\p{{P}}, \\p{{S}}, \\p{{IsGreek}}", at, 2);
        }

        return ($"\\{text[at + 1]}{{{name}}}", null, end + (braced ? 1 : 0));
    }

    private static bool IsProperty(string name)
    {
        try
        {
            _ = Regex.IsMatch("", $"\\p{{{name}}}");
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Many(HashSet<char> few)
    {
        for (var c = '\0'; c <= Few; c++)
        {
            few.Add((char)('\uE000' + c));
        }
    }

    private static string Quote(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' || (c > 0xA0 && !char.IsSurrogate(c) && !char.IsWhiteSpace(c)) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");

    private static InvalidPatternException Error(string message, int position, int length) => new(message, position, length);
}
