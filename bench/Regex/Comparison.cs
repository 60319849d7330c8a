using System.Diagnostics;
using System.Globalization;

namespace Julie.Bench.Regex;

/// <summary>Three tools in turns on one pattern after the other.</summary>
internal sealed class Comparison(int runs, Func<string, List<Line>> julie, Func<string, List<Line>> csearch, Func<string, List<Line>> ripgrep)
{
    private readonly List<Row> rows = [];

    public void Run(string pattern)
    {
        Func<string, List<Line>>[] tools = [julie, csearch, ripgrep];
        List<double>[] times = [[], [], []];
        HashSet<Line>[] found = [[], [], []];
        // One more than is counted: caches are warm for all.
        for (int run = 0; run <= runs; run++)
        {
            for (int i = 0; i < tools.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                List<Line> lines = tools[i](pattern);
                if (run > 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                found[i] = [.. lines];
            }
        }

        rows.Add(new Row(
            pattern, found[0].Select(line => line.Path).Distinct().Count(), found[0].Count, [.. times.Select(time => time.Order().ToArray())], Difference(found[0], found[2]), Difference(found[0], found[1]),
            found[0].Except(found[2]).Concat(found[2].Except(found[0])).Take(3).ToArray()));
    }

    public void Print(TextWriter to)
    {
        to.WriteLine("| pattern | files, lines | julie p50, p95 ms | csearch | ripgrep | lines only here, only there: ripgrep | csearch |");
        to.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Row row in rows)
        {
            string pattern = row.Pattern.Replace("|", "\\|", StringComparison.Ordinal);
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{pattern}` | {row.Files}, {row.Lines} | {At(row.Times[0])} | {At(row.Times[1])} | {At(row.Times[2])} | {row.Ripgrep} | {row.Csearch} |"));
        }

        for (int i = 0; i < 3; i++)
        {
            double[] all = [.. rows.Select(row => row.Times[i][row.Times[i].Length / 2]).Order()];
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{((string[])["julie", "csearch", "ripgrep"])[i]}: medians of the patterns: p50 {(all[9] + all[10]) / 2:F1} ms, p95 {all[18]:F1} ms; all runs: p50 {Percentile(i, 0.5):F1} ms, p95 {Percentile(i, 0.95):F1} ms"));
        }

        foreach (Row row in rows.Where(row => row.Differences.Length > 0))
        {
            to.WriteLine($"differs from ripgrep: {row.Pattern}: {string.Join(", ", row.Differences.Select(line => $"{line.Path}:{line.Number}"))}");
        }
    }

    private double Percentile(int tool, double at)
    {
        double[] all = [.. rows.SelectMany(row => row.Times[tool]).Order()];
        return all[(int)(all.Length * at)];
    }

    private static string At(double[] times) => string.Create(CultureInfo.InvariantCulture, $"{times[times.Length / 2]:F1}, {times[(int)(times.Length * 0.95)]:F1}");

    private static string Difference(HashSet<Line> here, HashSet<Line> there) => string.Create(CultureInfo.InvariantCulture, $"{here.Except(there).Count()}, {there.Except(here).Count()}");

    private sealed record Row(string Pattern, int Files, int Lines, double[][] Times, string Ripgrep, string Csearch, Line[] Differences);
}
