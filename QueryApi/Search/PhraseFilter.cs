using System.Text;
using Julie.Index.Search;

namespace Julie.QueryApi.Search;

/// <summary>
/// Keeps the hits that hold every phrase, ignoring case and the width of white space. The index has no positions yet, so it
/// looks at the best <see cref="Candidates"/> hits only: a phrase of common words may miss places beyond them.
/// </summary>
internal static class PhraseFilter
{
    public const int Candidates = 200;

    public static IEnumerable<SearchHit> Keep(IEnumerable<SearchHit> hits, IReadOnlyList<string> phrases)
    {
        string[] wanted = [.. phrases.Select(Squeeze)];
        return wanted.Length == 0 ? hits : hits.Where(hit =>
        {
            string snippet = Squeeze(hit.Snippet);
            return wanted.All(phrase => snippet.Contains(phrase, StringComparison.OrdinalIgnoreCase));
        });
    }

    internal static string Squeeze(string text)
    {
        StringBuilder squeezed = new(text.Length);
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                squeezed.Append(c);
            }
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
            {
                squeezed.Append(' ');
            }
        }

        return squeezed.ToString();
    }
}
