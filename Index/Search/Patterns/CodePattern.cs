using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Julie.Index.Trigrams;

namespace Julie.Index.Search.Patterns;

/// <summary>
/// A regular expression, or a literal text, to search code for. No pattern can hurt: length, depth and automaton are limited, matching is
/// linear in the text, and each file has a time limit.
/// </summary>
public sealed class CodePattern
{
    private const int LargestAutomaton = 2_000;
    private const int MostOfLine = 64;
    private const int MostKnown = 64;
    private static readonly ConcurrentDictionary<(string, bool), CodePattern> Known = new();
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(2);
    // Made when it is first needed: reading a query is cheap, an automaton is not.
    private readonly Lazy<System.Text.RegularExpressions.Regex> _regex;
    private readonly Lazy<SearchValues<string>>? _literals;

    private CodePattern(string text, PatternNode root, bool spansLines)
    {
        (Text, SpansLines) = (text, spansLines);
        if (PatternWriter.Size(root) > LargestAutomaton)
        {
            throw new InvalidPatternException(
                string.Create(CultureInfo.InvariantCulture, $"the pattern needs an automaton of more than {LargestAutomaton} states: repeat less often, as in {{1,20}} or +"), 0, text.Length);
        }

        Trigrams = TrigramPlan.Of(root);
        if (!spansLines && !PatternWriter.AsksForEnds(root) && RequiredLiterals.Of(root) is { } literals)
        {
            _literals = new(() => SearchValues.Create(literals.Texts, literals.Comparison));
        }

        var written = PatternWriter.Write(root);
        _regex = new(() => new(written, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant, LongestMatch));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether a match may go over a line end.</summary>
    public bool SpansLines { get; }

    /// <summary>What a text must hold for a match.</summary>
    internal TrigramQuery Trigrams { get; }

    /// <summary>A regular expression in the dialect that ripgrep and RE2 share.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="ignoreCase">Whether case does not count.</param>
    /// <exception cref="InvalidPatternException">It is none, or too large.</exception>
    public static CodePattern Regex(string text, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The next page, and what someone types on, ask for the same again: the automaton that is there knows its states.
        if (Known.TryGetValue((text, ignoreCase), out var known))
        {
            return known;
        }

        var (root, spansLines) = PatternParser.Parse(text, ignoreCase);
        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known[(text, ignoreCase)] = new CodePattern(text, root, spansLines);
    }

    /// <summary>A text as it stands; case and the width of white space do not matter.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidPatternException">It is too long.</exception>
    public static CodePattern Phrase(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<PatternNode>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                parts.Add(ClassParser.Character(text[i], ignoreCase: true));
            }
            else if (i == 0 || !char.IsWhiteSpace(text[i - 1]))
            {
                parts.Add(new PatternNode.Repeat(new PatternNode.One(@"\s", null, false), 1, null, false));
            }
        }

        return new CodePattern(text, new PatternNode.Sequence(parts), spansLines: true);
    }

    /// <summary>
    /// Matches in order, without overlap; at most so many. Of one line at most 64 are told, so that every line that matches is told of. A match of nothing behind
    /// the last line end is none.
    /// </summary>
    /// <exception cref="RegexMatchTimeoutException">The file took too long.</exception>
    internal List<(int Start, int Length)> Find(ReadOnlySpan<char> text, int most)
    {
        var found = new List<(int, int)>();
        if (_literals is not null)
        {
            FindInLines(text, most, found);
            return found;
        }

        for (var at = 0; at >= 0 && found.Count < most;)
        {
            at = Find(text, at, most, found);
        }

        return found;
    }

    /// <summary>Only lines that hold what every match holds are given to the automaton; a line by itself is as it is in the text, as no match leaves it.</summary>
    private void FindInLines(ReadOnlySpan<char> text, int most, List<(int, int)> found)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(_literals!.Value);
            if (next < 0)
            {
                return;
            }

            var start = at + text.Slice(at, next).LastIndexOf('\n') + 1;
            var length = text[(at + next)..].IndexOf('\n');
            var end = length < 0 ? text.Length : at + next + length;
            var inLine = 0;
            foreach (var match in _regex.Value.EnumerateMatches(text[start..end]))
            {
                found.Add((start + match.Index, match.Length));
                if (found.Count == most)
                {
                    return;
                }

                if (++inLine == MostOfLine)
                {
                    break;
                }
            }

            at = end + 1;
        }
    }

    /// <summary>Finds on from there. Returns where to go on behind a line that has enough, or −1 at the end.</summary>
    private int Find(ReadOnlySpan<char> text, int from, int most, List<(int, int)> found)
    {
        var (lineEnd, inLine) = (-1, 0);
        foreach (var match in _regex.Value.EnumerateMatches(text, from))
        {
            if (match.Length == 0 && match.Index == text.Length && text.Length > 0 && text[^1] == '\n')
            {
                return -1;
            }

            if (match.Index > lineEnd)
            {
                var length = text[match.Index..].IndexOf('\n');
                (lineEnd, inLine) = (length < 0 ? text.Length : match.Index + length, 0);
            }

            found.Add((match.Index, match.Length));
            if (found.Count == most)
            {
                return -1;
            }

            // Not where a match goes over the line's end: what is behind it would be told of twice.
            if (++inLine == MostOfLine && match.Index + match.Length <= lineEnd)
            {
                return lineEnd < text.Length ? lineEnd + 1 : -1;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
