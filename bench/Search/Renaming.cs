using System.Text;
using System.Text.RegularExpressions;

namespace Julie.Bench.Search;

/// <summary>
/// Makes a file into another: about half of its words become other words of the index, each the same one everywhere in the file, with its case. So terms keep the
/// distribution that code has, and vectors differ as those of related code do.
/// </summary>
internal sealed partial class Renaming(IReadOnlyList<string> words, int seed)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Random _random = new(seed);

    public string Apply(string text) => Word().Replace(text, match => Cased(match.Value, _names.TryGetValue(Key(match), out var name) ? name : Choose(Key(match))));

    private static string Key(Match match) => match.Value.ToLowerInvariant();

    private string Choose(string word) => _names[word] = _random.Next(2) == 0 ? word : words[_random.Next(words.Count)];

    private static string Cased(string like, string name)
    {
        if (like.All(char.IsUpper))
        {
            return name.ToUpperInvariant();
        }

        return char.IsUpper(like[0]) ? new StringBuilder(name) { [0] = char.ToUpperInvariant(name[0]) }.ToString() : name;
    }

    // A part of an identifier; short words and keywords mostly stay as they are because of their length.
    [GeneratedRegex("[A-Z]?[a-z]{5,}|[A-Z]{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
