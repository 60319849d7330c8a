using Julie.Index.Lexical;

namespace Julie.Index.Search.Similar;

/// <summary>Triples of neighbouring code terms: what a copy keeps although its layout, and a name here and there, change.</summary>
internal static class TokenTriples
{
    public static HashSet<(string, string, string)> Of(string text)
    {
        // Of an identifier its parts come first and the whole last: the whole stays.
        var words = new List<string>();
        var last = -1;
        CodeTerms.Visit(text, (term, position) =>
        {
            if (position == last)
            {
                words[^1] = term.ToString();
            }
            else
            {
                words.Add(term.ToString());
            }

            last = position;
        });
        return [.. words.Zip(words.Skip(1), words.Skip(2))];
    }

    /// <summary>Share of the given triples that the other text has.</summary>
    public static double Overlap(HashSet<(string, string, string)> given, string other)
    {
        var triples = Of(other);
        return given.Count == 0 ? 0 : (double)given.Count(triples.Contains) / given.Count;
    }
}
