using System.Globalization;

namespace Julie.Index.Search.Patterns;

/// <summary>
/// Reads the dialect that ripgrep and RE2 share: no backreferences and no looking around, as no automaton has them. Within one line unless the
/// pattern itself says <c>\n</c> or <c>(?s)</c>: then white space and negated classes cross lines too, as with <c>rg -U</c>.
/// </summary>
internal sealed class PatternParser
{
    public const int LongestPattern = 1_000;
    private const int Deepest = 50;
    private const int MostRepeats = 1_000;

    private readonly string _text;
    private readonly ClassParser _classes;
    private PatternFlags _flags;
    private int _at;
    private int _depth;

    private PatternParser(string text, bool ignoreCase)
    {
        _text = text;
        SpansLines = SpansLinesIn(text);
        _classes = new ClassParser(text, SpansLines);
        _flags = new PatternFlags(ignoreCase, DotAll: false, Lines: true);
    }

    private bool SpansLines { get; }

    /// <exception cref="InvalidPatternException">It is none, or not of this dialect.</exception>
    public static (PatternNode Root, bool SpansLines) Parse(string text, bool ignoreCase)
    {
        if (text.Length > LongestPattern)
        {
            throw new InvalidPatternException(
                string.Create(CultureInfo.InvariantCulture, $"the pattern has {text.Length} characters and the limit is {LongestPattern}: shorten it"), LongestPattern, text.Length - LongestPattern);
        }

        var parser = new PatternParser(text, ignoreCase);
        var root = parser.Choice();
        return parser._at == text.Length ? (root, parser.SpansLines) : throw parser.Error("this ) closes nothing: write \\)", parser._at, 1);
    }

    private static bool SpansLinesIn(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\\' && text[i + 1] == 'n') || (text[i] == '(' && text[i + 1] == '?' && Flags(text, i + 2).Contains('s', StringComparison.Ordinal)))
            {
                return true;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return text.EndsWith('\n');
    }

    /// <summary>The flags that are switched on there.</summary>
    private static string Flags(string text, int at) => new([.. text.Skip(at).TakeWhile(c => char.IsAsciiLetter(c))]);

    private PatternNode Choice()
    {
        var outer = _flags;
        var parts = new List<PatternNode> { Sequence() };
        while (_at < _text.Length && _text[_at] == '|')
        {
            _at++;
            parts.Add(Sequence());
        }

        _flags = outer;
        return parts.Count == 1 ? parts[0] : new PatternNode.Choice(parts);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            if (Atom() is { } atom)
            {
                parts.Add(Repeated(atom));
            }
        }

        return parts.Count switch { 0 => new PatternNode.Empty(), 1 => parts[0], _ => new PatternNode.Sequence(parts) };
    }

    private PatternNode? Atom()
    {
        var c = _text[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                var (set, next) = _classes.Read(_at, _flags.IgnoreCase);
                _at = next;
                return set;
            case '.':
                _at++;
                return new PatternNode.One(_flags.DotAll ? @"[\s\S]" : @"[^\n]", null, false);
            case '^':
                _at++;
                return new PatternNode.Anchor(_flags.Lines ? "^" : @"\A");
            case '$':
                _at++;
                return new PatternNode.Anchor(_flags.Lines ? "$" : @"\z");
            case '*' or '+' or '?':
                throw Error($"there is nothing before {c} to repeat: write \\{c} for the character", _at, 1);
            case '\\':
                return Escape();
            default:
                // Two units of UTF-16 that are one character are repeated together.
                var units = char.IsHighSurrogate(c) && _at + 1 < _text.Length ? 2 : 1;
                _at += units;
                return units == 1
                    ? ClassParser.Character(c, _flags.IgnoreCase)
                    : new PatternNode.Sequence([ClassParser.Character(c, false), ClassParser.Character(_text[_at - 1], false)]);
        }
    }

    private PatternNode Escape()
    {
        if (_at + 1 < _text.Length && _text[_at + 1] is 'b' or 'B' or 'A' or 'z')
        {
            _at += 2;
            return new PatternNode.Anchor(_text[(_at - 2).._at]);
        }

        var (node, next) = _classes.Escape(_at, _flags.IgnoreCase);
        _at = next;
        return node;
    }

    private PatternNode? Group()
    {
        var start = _at++;
        if (++_depth > Deepest)
        {
            throw Error($"groups are nested more than {Deepest} deep", start, 1);
        }

        var outer = _flags;
        if (_at < _text.Length && _text[_at] == '?')
        {
            _at++;
            if (!Header(start))
            {
                // (?i) holds for the rest of the group that it stands in.
                _depth--;
                return null;
            }
        }

        var inner = Choice();
        if (_at >= _text.Length)
        {
            throw Error("this ( is not closed: add ), or write \\(", start, 1);
        }

        _at++;
        _depth--;
        _flags = outer;
        return inner;
    }

    /// <summary>What follows <c>(?</c>. False where it only sets flags.</summary>
    private bool Header(int start)
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("=") || rest.StartsWith("!") || rest.StartsWith("<=") || rest.StartsWith("<!"))
        {
            throw Error("looking ahead or behind is not supported: search for the whole text, and leave out with -/pattern/", start, 3);
        }

        if (rest.StartsWith(">") || rest.StartsWith("("))
        {
            throw Error("atomic and conditional groups are not supported: there is no backtracking here to hold back", start, 3);
        }

        if (rest.StartsWith("P<") || rest.StartsWith("<"))
        {
            var end = _text.IndexOf('>', _at);
            _at = end > 0 ? end + 1 : throw Error("the group's name is not closed: add >", start, 3);
            return true;
        }

        var on = true;
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case 'i': _flags = _flags with { IgnoreCase = on }; break;
                case 's': _flags = _flags with { DotAll = on }; break;
                case 'm': _flags = _flags with { Lines = on }; break;
                case 'u': break;
                case '-': on = false; break;
                case ':': _at++; return true;
                case ')': _at++; return false;
                default: throw Error($"(?{_text[_at]} is not known: there are i, m and s, as in (?i), and (?:group)", start, _at - start + 1);
            }
        }

        throw Error("this ( is not closed: add )", start, 1);
    }

    private PatternNode Repeated(PatternNode atom)
    {
        while (_at < _text.Length)
        {
            var start = _at;
            var (min, max, found) = Quantifier();
            if (!found)
            {
                return atom;
            }

            if (max < min || min > MostRepeats || max > MostRepeats)
            {
                throw Error($"{_text[start.._at]} repeats too often or backwards: from 0 to {MostRepeats}, the smaller number first", start, _at - start);
            }

            var lazy = _at < _text.Length && _text[_at] == '?';
            _at += lazy ? 1 : 0;
            atom = new PatternNode.Repeat(atom, min, max, lazy);
        }

        return atom;
    }

    private (int Min, int? Max, bool Found) Quantifier()
    {
        switch (_text[_at])
        {
            case '*': _at++; return (0, null, true);
            case '+': _at++; return (1, null, true);
            case '?': _at++; return (0, 1, true);
            case '{': return Counted();
            default: return default;
        }
    }

    /// <summary>A brace that is no count is the character: code is full of them.</summary>
    private (int Min, int? Max, bool Found) Counted()
    {
        var end = _text.IndexOf('}', _at);
        var parts = end < 0 ? [] : _text[(_at + 1)..end].Split(',');
        if (parts.Length is 0 or > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var min))
        {
            return default;
        }

        int? max = min;
        if (parts.Length == 2)
        {
            max = parts[1].Length == 0 ? null : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : -1;
        }

        _at = end + 1;
        return (min, max, true);
    }

    private InvalidPatternException Error(string message, int position, int length) => new(message, position, Math.Min(length, _text.Length - position));
}
