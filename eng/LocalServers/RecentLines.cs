namespace Julie.LocalServers;

/// <summary>Keeps the last lines of a server for the message of its failure, and passes every line on.</summary>
internal sealed class RecentLines(Action<OutputLine>? next)
{
    private const int Kept = 20;
    private readonly Queue<string> _lines = new();

    public void Add(OutputLine line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line.Text);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }

        next?.Invoke(line);
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.Count == 0 ? " (it wrote nothing)" : "\n  " + string.Join("\n  ", _lines);
        }
    }
}
