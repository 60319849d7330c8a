namespace Julie.Ingest.Git;

/// <summary>Patterns of <c>host/path</c> in which <c>*</c> stands for anything.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string text)
    {
        // Greedy with one way back: linear, whatever the pattern.
        var (p, t, star, retry) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, t);
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(text[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
