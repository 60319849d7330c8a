namespace Julie.Embedding.Pull;

/// <summary>Progress of one file as progress of all.</summary>
internal sealed class PullTotals(IReadOnlyList<HubFile> files, Action<PullProgress> report)
{
    private readonly Dictionary<string, long> done = [];

    private readonly long? total = files.Aggregate((long?)0, (sum, file) => sum + SizeOf(file));

    public void Report(HubFile file, long bytes, string? note)
    {
        done[file.File.Path] = bytes;
        report(new PullProgress(file.File.Path, bytes, SizeOf(file), done.Values.Sum(), total, note));
    }

    private static long? SizeOf(HubFile file) => file.Declared.Bytes ?? file.File.Bytes;
}
