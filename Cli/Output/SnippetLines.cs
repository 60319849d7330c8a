namespace Julie.Cli.Output;

/// <summary>The lines of a result worth printing: the window with the most terms, or the first lines.</summary>
internal static class SnippetLines
{
    public static IReadOnlyList<(int Number, string Text)> Of(string snippet, int firstLine, QueryTerms terms, int most)
    {
        string[] lines = snippet.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        int count = most <= 0 ? lines.Length : Math.Min(most, lines.Length);
        int start = count == lines.Length ? 0 : BestStart(lines, [.. lines.Select(line => terms.In(line).Count())], count);
        return [.. lines.Skip(start).Take(count).Select((text, i) => (firstLine + start + i, text))];
    }

    // The earliest best window: a declaration stands before its body, and reads better.
    private static int BestStart(string[] lines, int[] hits, int count)
    {
        int sum = hits.Take(count).Sum(), best = sum, bestStart = 0;
        for (int start = 1; start + count <= hits.Length; start++)
        {
            sum += hits[start + count - 1] - hits[start - 1];
            if (sum > best)
            {
                (best, bestStart) = (sum, start);
            }
        }

        while (bestStart + count < lines.Length && string.IsNullOrWhiteSpace(lines[bestStart]))
        {
            bestStart++;
        }

        return bestStart;
    }
}
