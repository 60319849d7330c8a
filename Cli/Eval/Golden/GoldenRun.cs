using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval.Golden;

/// <summary>Asks a golden file's queries, and shows what is found otherwise than the file says.</summary>
internal sealed class GoldenRun(JulieClient client, Terminal terminal)
{
    private const int Depth = 10;

    public async Task<int> RunAsync(string file, string? filters, bool update, CancellationToken ct)
    {
        GoldenFile golden = GoldenFile.Read(file);
        List<(string Query, IReadOnlyList<string> Places)> found = [];
        foreach ((string query, _) in golden.Queries)
        {
            SearchAnswer answer = (await client.SearchAsync($"{filters} {query}".Trim(), SearchVariant.Product.Options(Depth), ct)).Value;
            found.Add((query, [.. answer.Results.Select(result => FormattableString.Invariant($"{Printable.Text(result.Repository)}/{Printable.Text(result.Path)}:{result.StartLine}-{result.EndLine}"))]));
        }

        int changed = 0;
        foreach ((string query, IReadOnlyList<string> before, IReadOnlyList<string> now) in golden.Queries.Zip(found, (was, isNow) => (was.Query, was.Places, isNow.Places)))
        {
            if (!before.SequenceEqual(now, StringComparer.Ordinal))
            {
                changed++;
                Show(query, before, now);
            }
        }

        if (update && changed > 0)
        {
            (golden with { Queries = found }).Write(file);
        }

        terminal.Out.WriteLine(changed == 0
            ? $"{found.Count} of {found.Count} queries find what they found"
            : $"{changed} of {found.Count} queries find something else{(update ? $"; {Printable.Text(file)} says so now" : ": right? then run this with --update")}");
        return changed == 0 || update ? ExitCodes.Ok : ExitCodes.Nothing;
    }

    /// <summary>Each place with its rank before and now.</summary>
    private void Show(string query, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        terminal.Out.WriteLine($"? {Printable.Text(query)}");
        foreach (string place in now.Union(before, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"  {Rank(before, place),2} -> {Rank(now, place),2}  {Printable.Text(place)}"));
        }
    }

    private static string Rank(IReadOnlyList<string> places, string place)
    {
        for (int i = 0; i < places.Count; i++)
        {
            if (places[i] == place)
            {
                return FormattableString.Invariant($"{i + 1}");
            }
        }

        return "-";
    }
}
