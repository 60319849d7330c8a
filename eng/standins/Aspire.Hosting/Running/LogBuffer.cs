using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Running;

/// <summary>An instance's last lines, for the dashboard's console page, and all of them in a file.</summary>
internal sealed class LogBuffer : IDisposable
{
    private const int Kept = 10_000;
    private const long LargestFile = 64 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly StreamWriter? _file;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public LogBuffer(string? file)
    {
        if (file is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            _file = new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        }
    }

    public void Add(string text, bool isError = false)
    {
        TaskCompletionSource waiters;
        lock (_lock)
        {
            _lines.Enqueue(new LogLine(++_count, text, isError));
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }

            WriteToFile(text);
            waiters = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.SetResult();
    }

    public IReadOnlyList<string> Last(int count)
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast(count).Select(l => l.Text)];
        }
    }

    /// <summary>What there is, then what comes, if <paramref name="follow"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0;
        while (true)
        {
            List<LogLine> news;
            Task more;
            lock (_lock)
            {
                news = [.. _lines.Where(l => l.Number > seen)];
                more = _more.Task;
            }

            if (news.Count > 0)
            {
                seen = news[^1].Number;
                yield return news;
            }

            if (!follow)
            {
                yield break;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    // Called under the lock. A run of weeks must not fill the disk: a full file is begun anew.
    private void WriteToFile(string text)
    {
        if (_file?.BaseStream.Length > LargestFile)
        {
            _file.BaseStream.SetLength(0);
        }

        _file?.WriteLine(text);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
        }
    }
}
