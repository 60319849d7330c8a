namespace Julie.Ingest.Chunking.Rules;

/// <summary>
/// One pattern of <c>.gitattributes</c> or an ignore file, as git matches it: <c>*</c> and <c>?</c> stop at a slash, <c>**</c> does not, brackets are
/// sets, a backslash takes the next character as it is. Never slower than the product of the two lengths for each <c>**</c>.
/// </summary>
internal sealed class WildPattern
{
    private const int MaxLength = 1000;
    private readonly string _pattern;
    private readonly string? _literal;
    private readonly string? _suffix;

    private WildPattern(string pattern, bool anchored)
    {
        (_pattern, Anchored) = (pattern, anchored);
        if (!pattern.AsSpan().ContainsAny("*?[\\"))
        {
            _literal = pattern;
        }
        else if (pattern.Length > 1 && pattern[0] == '*' && !pattern.AsSpan(1).ContainsAny("*?[\\/"))
        {
            _suffix = pattern[1..];
        }
    }

    /// <summary>Whether it is matched against the path from the rule file's folder; else against the last name alone.</summary>
    public bool Anchored { get; }

    /// <param name="text">The pattern without its trailing slash; a slash in it ties it to the rule file's folder.</param>
    /// <returns>Null for a pattern that can match nothing.</returns>
    public static WildPattern? Parse(string text)
    {
        var anchored = text.Contains('/', StringComparison.Ordinal);
        var pattern = text.StartsWith('/') ? text[1..] : text;
        return pattern.Length is 0 or > MaxLength ? null : new WildPattern(pattern, anchored);
    }

    /// <summary>Whether a match costs next to nothing.</summary>
    public bool IsSimple => _literal is not null || (_suffix is not null && !Anchored);

    /// <summary>Whether it matches the path, given from the rule file's folder.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        var subject = Anchored ? path : path[(path.LastIndexOf('/') + 1)..];
        return _literal is not null ? subject.SequenceEqual(_literal)
            : _suffix is not null && !Anchored ? subject.EndsWith(_suffix, StringComparison.Ordinal)
            : Matches(_pattern, subject);
    }

    public override string ToString() => _pattern;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // Two ways back: the last * within its folder, and the last ** over folders. An earlier one never helps where the last does not.
        var (p, t) = (0, 0);
        var (star, starText, deep, deepText) = (-1, 0, -1, 0);
        while (t < text.Length || p < pattern.Length)
        {
            if (p < pattern.Length && IsDeep(pattern, p, out var after))
            {
                (deep, deepText, star) = (after, t, -1);
                p = after;
                continue;
            }

            if (p < pattern.Length && pattern[p] == '*')
            {
                while (p < pattern.Length && pattern[p] == '*')
                {
                    p++;
                }

                (star, starText) = (p, t);
                continue;
            }

            if (t < text.Length && p < pattern.Length && One(pattern, p, text[t]) is var length and > 0)
            {
                (p, t) = (p + length, t + 1);
            }
            else if (star >= 0 && starText < text.Length && text[starText] != '/')
            {
                (p, t) = (star, ++starText);
            }
            else if (deep >= 0 && Next(pattern, deep, text, deepText) is var next and >= 0)
            {
                (p, t, deepText, star) = (deep, next, next, -1);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>**/</c> at the beginning of a part, or <c>**</c> at the end after a slash: any number of folders.</summary>
    private static bool IsDeep(ReadOnlySpan<char> pattern, int at, out int after)
    {
        after = at;
        if (!pattern[at..].StartsWith("**") || (at > 0 && pattern[at - 1] != '/'))
        {
            return false;
        }

        after = at + 2;
        if (after < pattern.Length && pattern[after] == '/')
        {
            after++;
            return true;
        }

        return after == pattern.Length;
    }

    /// <summary>The next place where what follows <c>**</c> may begin: after a slash, or anywhere at the end of the pattern.</summary>
    private static int Next(ReadOnlySpan<char> pattern, int deep, ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length)
        {
            return -1;
        }

        if (deep == pattern.Length)
        {
            return text.Length;
        }

        var slash = text[from..].IndexOf('/');
        return slash < 0 ? -1 : from + slash + 1;
    }

    /// <summary>How many characters of the pattern stand for this one; 0 where they do not.</summary>
    private static int One(ReadOnlySpan<char> pattern, int at, char c)
    {
        switch (pattern[at])
        {
            case '?':
                return c == '/' ? 0 : 1;
            case '[':
                return Set(pattern[at..], c);
            case '\\' when at + 1 < pattern.Length:
                return pattern[at + 1] == c ? 2 : 0;
            default:
                return pattern[at] == c ? 1 : 0;
        }
    }

    private static int Set(ReadOnlySpan<char> set, char c)
    {
        var i = 1;
        var negated = i < set.Length && set[i] is '!' or '^';
        i += negated ? 1 : 0;
        var (found, first) = (false, true);
        while (i < set.Length && (first || set[i] != ']'))
        {
            first = false;
            if (set[i] == '[' && i + 1 < set.Length && set[i + 1] == ':' && set[i..].IndexOf(":]") is var end and > 1)
            {
                found |= IsOf(set.Slice(i + 2, end - 2), c);
                i += end + 2;
                continue;
            }

            i += set[i] == '\\' && i + 1 < set.Length ? 1 : 0;
            var (low, high) = (set[i], set[i]);
            if (i + 2 < set.Length && set[i + 1] == '-' && set[i + 2] != ']')
            {
                i += set[i + 2] == '\\' && i + 3 < set.Length ? 3 : 2;
                high = set[i];
            }

            found |= c >= low && c <= high;
            i++;
        }

        // Without its end it is no set, and git matches nothing with it; a set never stands for a slash.
        return i < set.Length && c != '/' && found != negated ? i + 1 : 0;
    }

    private static bool IsOf(ReadOnlySpan<char> name, char c) => name switch
    {
        "alpha" => char.IsAsciiLetter(c),
        "digit" => char.IsAsciiDigit(c),
        "alnum" => char.IsAsciiLetterOrDigit(c),
        "upper" => char.IsAsciiLetterUpper(c),
        "lower" => char.IsAsciiLetterLower(c),
        "space" => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v',
        "blank" => c is ' ' or '\t',
        "punct" => c < 128 && char.IsPunctuation(c) || c < 128 && char.IsSymbol(c),
        "xdigit" => char.IsAsciiHexDigit(c),
        "print" => c is >= ' ' and < (char)127,
        "graph" => c is > ' ' and < (char)127,
        "cntrl" => char.IsControl(c),
        _ => false,
    };
}
