using System.Text.RegularExpressions;

namespace Julie.Cli.Search;

/// <summary>
/// Which parts of a line to light up for a query: its words and the parts of its identifiers, at the start of a word or of an
/// identifier's part; a short ending belongs to the word (parse lights up Parser whole). A hint for the eye only; what matched is the server's business.
/// </summary>
internal sealed partial class QueryTerms
{
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "get", "has", "have", "how", "i", "if", "in", "is", "it",
        "its", "not", "of", "on", "or", "so", "that", "the", "them", "then", "there", "this", "to", "was", "we", "what", "when", "where", "which", "who", "why", "with", "you",
    };

    private readonly Regex? pattern;

    private QueryTerms(Regex? pattern) => this.pattern = pattern;

    public static QueryTerms Of(string query)
    {
        string[] alternatives = [.. Words().Matches(query).SelectMany(Alternatives).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(word => word.Length).Take(32).Select(Regex.Escape)];
        return new QueryTerms(alternatives.Length == 0 ? null : new Regex(
            $"(?:(?<![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z]))(?i:{string.Join('|', alternatives)})(?:[a-z]{{1,3}}(?![a-z]))?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Where terms stand in a line, in order, without overlap.</summary>
    public IEnumerable<(int Start, int Length)> In(string line) =>
        pattern is null ? [] : pattern.Matches(line).Select(match => (match.Index, match.Length));

    private static IEnumerable<string> Alternatives(Match match)
    {
        string word = match.Value;
        if (word.Length < 2 || Common.Contains(word))
        {
            yield break;
        }

        yield return word;
        string[] parts = [.. Parts().Matches(word).Select(part => part.Value)];
        foreach (string part in parts.Length > 1 ? parts.Where(part => part.Length > 2) : [Stem(word)])
        {
            yield return part;
        }
    }

    // 'published' should light up Publish and Publisher; a few endings are enough for that
    private static string Stem(string word)
    {
        foreach (string ending in (string[])["ing", "ed", "es", "s"])
        {
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    [GeneratedRegex(@"[\p{L}\p{N}_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})|\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
