using System.Buffers;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Whether a value was drawn by a machine: entropy of its characters, and no words, sequences, placeholders, identifiers, hashes of public things.</summary>
internal static class Randomness
{
    private const double MaxWords = 0.4;
    private const int LeastWord = 4;
    private const int Sequence = 6;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        [
            "example", "changeme", "change-me", "change_me", "placeholder", "your", "dummy", "fake", "sample", "mock", "redacted", "xxxx", "****", "....", "todo", "insert", "replace", "secret",
            "password", "passwd", "test", "foo", "invalid", "undefined", "enter", "hidden", "masked", "default", "${", "{{", "{0", "%s", "%(", "$(", "#{", "://", "<", ">",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Shannon entropy of the characters, in bits for each.</summary>
    public static double Entropy(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var c in value)
        {
            counts[c & 127]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    public static bool IsPlaceholder(ReadOnlySpan<char> value) => value.ContainsAny(Placeholders) || HasSequence(value);

    /// <summary>Enough for what a provider's own prefix has already named: not one character again and again, not words.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> value) => Distinct(value) >= Math.Min(8, value.Length / 2) && WordShare(value) < 0.6 && !HasSequence(value);

    /// <summary>For a value that only its name gives away.</summary>
    /// <param name="value">Without its quotes.</param>
    /// <param name="strict">The name alone says little.</param>
    public static bool IsSecret(ReadOnlySpan<char> value, bool strict)
    {
        if (value.Length < (strict ? 20 : 12) || IsUuid(value) || IsFileName(value) || IsPlaceholder(value))
        {
            return false;
        }

        var (upper, lower, digits, others, hex) = (0, 0, 0, 0, true);
        foreach (var c in value)
        {
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
            lower += char.IsAsciiLetterLower(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            others += char.IsAsciiLetterOrDigit(c) ? 0 : 1;
            hex &= char.IsAsciiHexDigit(c);
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        if (digits == 0 || upper + lower == 0 || others > value.Length / 3)
        {
            return false;
        }

        var entropy = Entropy(value);
        if (hex)
        {
            // A hash looks the same: the name must be certain.
            return !strict && value.Length >= 32 && entropy >= 3;
        }

        var classes = (upper > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + 1 + (others > 0 ? 1 : 0);
        var least = value.Length < 16 ? 3.0 : value.Length < 24 ? 3.3 : 3.7;
        return classes >= (strict || value.Length < 20 ? 3 : 2) && entropy >= (strict ? Math.Max(least, 3.8) : least) && WordShare(value) < MaxWords;
    }

    private static int Distinct(ReadOnlySpan<char> value)
    {
        UInt128 seen = 0;
        foreach (var c in value)
        {
            seen |= UInt128.One << (c & 127);
        }

        return (int)UInt128.PopCount(seen);
    }

    /// <summary>Share of characters in words: a letter and at least three lower-case ones with a vowel, or as many capitals.</summary>
    private static double WordShare(ReadOnlySpan<char> value)
    {
        var words = 0;
        for (var i = 0; i < value.Length;)
        {
            if (!char.IsAsciiLetter(value[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            var capitals = char.IsAsciiLetterUpper(value[i]) && end < value.Length && char.IsAsciiLetterUpper(value[end]);
            while (end < value.Length && (capitals ? char.IsAsciiLetterUpper(value[end]) : char.IsAsciiLetterLower(value[end])))
            {
                end++;
            }

            words += end - i >= LeastWord && value[i..end].ContainsAny(Vowels) ? end - i : 0;
            i = end;
        }

        return (double)words / value.Length;
    }

    private static bool HasSequence(ReadOnlySpan<char> value)
    {
        var (up, same) = (1, 1);
        for (var i = 1; i < value.Length; i++)
        {
            up = value[i] == value[i - 1] + 1 ? up + 1 : 1;
            same = value[i] == value[i - 1] ? same + 1 : 1;
            if (up >= Sequence || same >= Sequence)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>It ends as a name of a file: a dot and two to four small letters.</summary>
    private static bool IsFileName(ReadOnlySpan<char> value)
    {
        var end = value[(value.LastIndexOf('.') + 1)..];
        return end.Length is >= 2 and <= 4 && end.Length < value.Length && !end.ContainsAnyExceptInRange('a', 'z');
    }

    private static bool IsUuid(ReadOnlySpan<char> value) => Guid.TryParse(value, out _);
}
