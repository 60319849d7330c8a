namespace Julie.Cli.Search;

/// <summary>The lines of a place worth printing: the window with the most that lights up, or the first lines.</summary>
internal static class SnippetWindow
{
    public static IReadOnlyList<ShownLine> Of(IReadOnlyList<ShownLine> lines, int most)
    {
        int count = most <= 0 ? lines.Count : Math.Min(most, lines.Count);
        int start = count == lines.Count ? 0 : BestStart(lines, [.. lines.Select(line => line.Lit.Count)], count);
        return [.. lines.Skip(start).Take(count)];
    }

    // The earliest best window: a declaration stands before its body, and reads better.
    private static int BestStart(IReadOnlyList<ShownLine> lines, int[] hits, int count)
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

        while (bestStart + count < lines.Count && string.IsNullOrWhiteSpace(lines[bestStart].Text))
        {
            bestStart++;
        }

        return bestStart;
    }
}
