namespace Julie.Index.Lexical;

/// <summary>Receives a term in lower case; the span is valid during the call only.</summary>
/// <param name="term">1 to <see cref="CodeTerms.MaxLength"/> characters, letters, digits and inner underscores.</param>
/// <param name="position">Number of the identifier that it comes from, from 0: a whole identifier and its parts share it.</param>
internal delegate void TermVisitor(ReadOnlySpan<char> term, int position);

/// <summary>
/// The terms of code and of queries, by the same rule: each identifier whole, and its parts split at case, underscores and digits.
/// <c>publishEmbedJobs2</c> gives publishembedjobs2, publish, embed, jobs, 2.
/// </summary>
internal static class CodeTerms
{
    public const int MaxLength = 64;

    /// <summary>A longer run is data (base64, minified code), not a name: it gives no terms.</summary>
    private const int MaxRun = 256;

    /// <summary>Visits the terms of a text, in one pass without allocation. Returns how many identifiers it has.</summary>
    public static int Visit(ReadOnlySpan<char> text, TermVisitor visit)
    {
        Span<char> lower = stackalloc char[MaxLength];
        var identifiers = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && IsWord(text[i]))
            {
                i++;
            }

            var run = text[start..i].Trim('_');
            if (run.Length is > 0 and <= MaxRun)
            {
                VisitRun(run, identifiers++, lower, visit);
            }
        }

        return identifiers;
    }

    private static void VisitRun(ReadOnlySpan<char> run, int position, Span<char> lower, TermVisitor visit)
    {
        var start = 0;
        for (var i = 1; i <= run.Length; i++)
        {
            if (i < run.Length && !IsBoundary(run, i))
            {
                continue;
            }

            if (i - start < run.Length)
            {
                Emit(run[start..i].Trim('_'), position, lower, visit);
            }

            start = i;
        }

        Emit(run, position, lower, visit);
    }

    private static void Emit(ReadOnlySpan<char> term, int position, Span<char> lower, TermVisitor visit)
    {
        if (term.Length is > 0 and <= MaxLength)
        {
            visit(lower[..term.ToLowerInvariant(lower)], position);
        }
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > 127 && char.IsLetterOrDigit(c));

    private static bool IsBoundary(ReadOnlySpan<char> run, int i)
    {
        var (before, here) = (run[i - 1], run[i]);
        if (here == '_' || before == '_' || char.IsDigit(before) != char.IsDigit(here))
        {
            return true;
        }

        // "aB" begins a part at B; "HTTPServer" begins one at S, the last capital before a small letter.
        return char.IsUpper(here) && (!char.IsUpper(before) || (i + 1 < run.Length && char.IsLower(run[i + 1])));
    }
}
