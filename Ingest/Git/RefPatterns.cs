using System.IO.Enumeration;

namespace Julie.Ingest.Git;

/// <summary>
/// Which refs of a remote are indexed beside its default branch. As in a refspec, <c>*</c> matches slashes too and <c>^</c> leaves out; a pattern
/// that does not start with <c>refs/</c> means branches.
/// </summary>
internal sealed class RefPatterns
{
    public const int MaxPatterns = 100;
    private const int MaxLength = 250;
    private const string Branches = "refs/heads/";
    private const string Tags = "refs/tags/";

    private readonly List<string> _wanted = [];
    private readonly List<string> _unwanted = [];

    private RefPatterns(IReadOnlyList<string> texts)
    {
        Texts = texts;
        foreach (var text in texts)
        {
            (text[0] == '^' ? _unwanted : _wanted).Add(text.TrimStart('^'));
        }
    }

    /// <summary>The patterns in full.</summary>
    public IReadOnlyList<string> Texts { get; }

    public bool IsEmpty => _wanted.Count == 0;

    /// <exception cref="InvalidRefPatternException">One of them cannot be a pattern.</exception>
    public static RefPatterns Parse(IReadOnlyList<string> texts) => texts.Count > MaxPatterns
        ? throw new InvalidRefPatternException($"{texts.Count} patterns of refs are too many. Remedy: give {MaxPatterns} at most; one * matches many refs.")
        : new RefPatterns([.. texts.Select(Full).Distinct(StringComparer.Ordinal)]);

    public bool Matches(string name) => Any(_wanted, name) && !Any(_unwanted, name);

    private static bool Any(List<string> patterns, string name) => patterns.Exists(pattern => pattern.Contains('*', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
        : pattern == name);

    private static string Full(string? text)
    {
        var pattern = text?.Trim() ?? "";
        var without = pattern.StartsWith('^') ? "^" : "";
        var name = pattern[without.Length..];
        // What git check-ref-format forbids can match no ref; it is a slip of the pen.
        if (name.Length is 0 or > MaxLength || name[0] is '-' or '/' || name[^1] is '/' or '.' || name.Contains("..", StringComparison.Ordinal)
            || name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '^' or '~' or ':' or '?' or '[' or '\\' or '"'))
        {
            throw Invalid(pattern, "no ref has such a name");
        }

        var full = name.StartsWith("refs/", StringComparison.Ordinal) ? name : Branches + name;
        return full.StartsWith(Branches, StringComparison.Ordinal) || full.StartsWith(Tags, StringComparison.Ordinal)
            ? without + full
            : throw Invalid(pattern, "only branches and tags are indexed");
    }

    private static InvalidRefPatternException Invalid(string pattern, string reason) => new(
        $"'{Redaction.Shorten(Redaction.Clean(pattern), 100)}' cannot be a pattern of refs: {reason}. Remedy: write release/* for branches, refs/tags/v* for tags, ^wip/* to leave some out.");
}
