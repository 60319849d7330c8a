using Julie.Index.Lexical;

namespace Julie.Index.Ranking;

/// <summary>Whether a word of a query and a part of a name mean the same: names abbreviate and inflect.</summary>
internal static class NameMatch
{
    private const double SameWord = 0.9;
    private const double Related = 0.6;
    private const int ShortestAbbreviation = 3;
    private const int ShortestWord = 4;
    private const int ShortestRoot = 5;

    /// <summary>0 to 1. <c>routing</c> is a form of <c>route</c>, <c>impls</c> abbreviates <c>implementation</c>, <c>validator</c> and <c>validation</c> share their root.</summary>
    /// <param name="word">The word.</param>
    /// <param name="forms">Its other forms (<see cref="WordForms"/>).</param>
    /// <param name="part">The part of a name.</param>
    public static double Of(string word, IReadOnlySet<string> forms, string part)
    {
        if (word == part)
        {
            return 1;
        }

        if (forms.Contains(part))
        {
            return SameWord;
        }

        var a = Singular(word);
        var b = Singular(part);
        return (b.Length >= ShortestAbbreviation && a.StartsWith(b)) || (a.Length >= ShortestWord && b.StartsWith(a)) || ShareRoot(a, b)
            ? Related
            : 0;
    }

    private static bool ShareRoot(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var common = a.CommonPrefixLength(b);
        return common >= ShortestRoot && common >= 0.6 * Math.Max(a.Length, b.Length);
    }

    private static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
}
