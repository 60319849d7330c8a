namespace Julie.Embedding.Remote;

/// <summary>Cuts a call into requests that the service takes.</summary>
internal static class RequestPlanner
{
    /// <summary>Ranges of indices, in order; every index is in exactly one. A text that exceeds the tokens by itself gets a request of its own.</summary>
    /// <param name="tokens">Tokens of each text.</param>
    /// <param name="maxTexts">Most texts of a request.</param>
    /// <param name="maxTokens">Most tokens of a request.</param>
    public static IReadOnlyList<Range> Plan(IReadOnlyList<int> tokens, int maxTexts, long maxTokens)
    {
        var ranges = new List<Range>();
        var start = 0;
        var sum = 0L;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > start && (i - start == maxTexts || sum + tokens[i] > maxTokens))
            {
                ranges.Add(start..i);
                (start, sum) = (i, 0);
            }

            sum += tokens[i];
        }

        if (start < tokens.Count)
        {
            ranges.Add(start..tokens.Count);
        }

        return ranges;
    }
}
