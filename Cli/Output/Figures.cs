using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Cli.Output;

/// <summary>Numbers as a person reads them.</summary>
internal static class Figures
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rounded down: 100 % is said only of all.</summary>
    public static string Percent(long part, long whole) =>
        whole == 0 ? "100%" : string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole}%");

    public static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : Rough(time);

    public static string Rough(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };

    /// <summary>"indexed 780, skipped 32 (binary 20, generated 12), failed 1": the parts add up to the total (law 5).</summary>
    public static string Files(FileCounts files)
    {
        long skipped = files.Skipped.Values.Sum();
        string reasons = string.Join(", ", files.Skipped.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {Count(r.Value)}"));
        return $"indexed {Count(files.Indexed)}"
            + (skipped > 0 ? $", skipped {Count(skipped)} ({reasons})" : string.Empty)
            + (files.Failed > 0 ? $", failed {Count(files.Failed)}" : string.Empty);
    }

    public static string Commit(string? commit) => commit is { Length: > 9 } ? commit[..9] : commit ?? "-";
}
