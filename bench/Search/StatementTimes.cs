using System.Diagnostics;
using System.Globalization;

namespace Julie.Bench.Search;

/// <summary>Where a search's time goes: what each statement takes, as the database's driver sees it, planning and transfer included.</summary>
internal sealed class StatementTimes : IDisposable
{
    private readonly Dictionary<string, List<double>> _times = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public StatementTimes()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Print(int searches)
    {
        Console.WriteLine("| statement | a search, ms | times a search |");
        Console.WriteLine("|---|---|---|");
        foreach (var (statement, times) in _times.OrderByDescending(t => t.Value.Sum()))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {statement} | {times.Sum() / searches:F2} | {(double)times.Count / searches:F2} |"));
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Activity activity)
    {
        var text = (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) as string ?? activity.DisplayName;
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('|', '/');
        // each snapshot has a name of its own
        var name = words.StartsWith("set transaction snapshot", StringComparison.Ordinal) ? "set transaction snapshot" : words[..Math.Min(90, words.Length)];
        if (words.Contains("unpacked_", StringComparison.Ordinal))
        {
            name = $"new ones: {name}";
        }

        lock (_times)
        {
            (_times.TryGetValue(name, out var times) ? times : _times[name] = []).Add(activity.Duration.TotalMilliseconds);
        }
    }
}
