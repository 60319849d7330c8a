using System.Globalization;

namespace Julie.Bench.Support;

/// <summary>Memory of AppHost's descendants.</summary>
public sealed class ProcessMemory(int appHost)
{
    /// <summary>Peak resident memory (VmHWM), largest of each name. PostgreSQL's includes shared buffers.</summary>
    public IReadOnlyList<(string Name, long Megabytes)> Peaks() =>
    [
        .. Descendants((_, status) => Kilobytes(status, "VmHWM"))
            .GroupBy(one => one.Name)
            .Select(group => (group.Key, group.Max(one => one.Kilobytes) / 1024))
            .OrderByDescending(one => one.Item2),
    ];

    /// <summary>Memory now, all processes of a name together; what several share is divided among them (Pss), so that nothing counts twice.</summary>
    public IReadOnlyList<(string Name, long Megabytes)> Now() =>
    [
        .. Descendants((folder, _) => Kilobytes(Fields(Path.Combine(folder, "smaps_rollup")), "Pss"))
            .GroupBy(one => one.Name)
            .Select(group => (group.Key, group.Sum(one => one.Kilobytes) / 1024))
            .OrderByDescending(one => one.Item2),
    ];

    private List<(int Id, string Name, long Kilobytes)> Descendants(Func<string, Dictionary<string, string>, long?> measure)
    {
        var parents = new Dictionary<int, int>();
        var found = new List<(int Id, string Name, long Kilobytes)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                var status = Fields(Path.Combine(folder, "status"));
                parents[id] = int.Parse(status["PPid"], CultureInfo.InvariantCulture);
                if (measure(folder, status) is { } kilobytes)
                {
                    found.Add((id, NameOf(folder, status["Name"]), kilobytes));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is of another user.
            }
        }

        return [.. found.Where(one => Descends(one.Id))];

        bool Descends(int id)
        {
            for (var depth = 0; depth < 20 && id > 1; depth++)
            {
                if (id == appHost)
                {
                    return true;
                }

                if (!parents.TryGetValue(id, out id))
                {
                    return false;
                }
            }

            return false;
        }
    }

    private static Dictionary<string, string> Fields(string file) =>
        File.ReadLines(file).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());

    /// <summary>Null for what has no memory of its own: a thread of the kernel, a process that ends.</summary>
    private static long? Kilobytes(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) ? long.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string NameOf(string folder, string name)
    {
        // "dotnet Julie.Ingest.dll" is told by its assembly
        var assembly = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal));
        return assembly is null ? name : Path.GetFileNameWithoutExtension(assembly);
    }
}
