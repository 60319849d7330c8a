using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>Lines around results, which the answer has not: one look at each file, a few at a time.</summary>
internal sealed class ContextReader(JulieClient client, int before, int after)
{
    private const int AtOnce = 4;

    /// <summary>The lines of each result, with those around them.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ShownLine>>> AroundAsync(IReadOnlyList<SearchResult> results, IReadOnlyList<IReadOnlyList<ShownLine>> lines, CancellationToken ct)
    {
        IReadOnlyList<ShownLine>[] all = [.. lines];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, before + after > 0 ? all.Length : 0).Where(i => all[i].Count > 0),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (i, token) => all[i] = await AroundAsync(results[i], all[i], token));
        return all;
    }

    private async Task<IReadOnlyList<ShownLine>> AroundAsync(SearchResult result, IReadOnlyList<ShownLine> lines, CancellationToken ct) =>
        PlaceLines.Within(lines, await ReadAsync(result, Math.Max(1, lines[0].Number - before), lines[^1].Number + after, ct), before, after);

    private async Task<IReadOnlyDictionary<int, string>> ReadAsync(SearchResult result, int first, int last, CancellationToken ct)
    {
        FileAnswer file;
        try
        {
            file = (await client.GetFileAsync(
                $"{result.Repository}/{result.Path}", new FileTextOptions { Ref = result.Ref is { Length: > 0 } name ? name : null, Lines = FormattableString.Invariant($"{first}-{last}") }, ct)).Value;
        }
        catch (JulieProblemException e) when (e.Status == 404)
        {
            // It went away since: the result stands without what was around it.
            return new Dictionary<int, string>();
        }

        // Another commit's lines stand elsewhere.
        return file.Commit != result.Commit
            ? new Dictionary<int, string>()
            : file.Text.TrimEnd('\n').Split('\n').Select((text, i) => (Number: file.StartLine + i, Text: text.TrimEnd('\r'))).ToDictionary(line => line.Number, line => line.Text);
    }
}
