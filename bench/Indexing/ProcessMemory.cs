using System.Globalization;

namespace Julie.Bench.Indexing;

/// <summary>Peak resident memory (VmHWM) of AppHost's descendants, largest of each name. PostgreSQL's includes shared buffers.</summary>
internal sealed class ProcessMemory(int appHost)
{
    public IReadOnlyList<(string Name, long Megabytes)> Peaks()
    {
        var parents = new Dictionary<int, int>();
        var found = new List<(int Id, string Name, long Kilobytes)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                var fields = File.ReadLines(Path.Combine(folder, "status"))
                    .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
                parents[id] = int.Parse(fields["PPid"], CultureInfo.InvariantCulture);
                if (fields.TryGetValue("VmHWM", out var peak))
                {
                    found.Add((id, NameOf(folder, fields["Name"]), long.Parse(peak.Split(' ')[0], CultureInfo.InvariantCulture)));
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return [.. found
            .Where(one => Descends(one.Id))
            .GroupBy(one => one.Name)
            .Select(group => (group.Key, group.Max(one => one.Kilobytes) / 1024))
            .OrderByDescending(one => one.Item2)];

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

    private static string NameOf(string folder, string name)
    {
        // "dotnet Julie.Ingest.dll" is told by its assembly
        var assembly = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal));
        return assembly is null ? name : Path.GetFileNameWithoutExtension(assembly);
    }
}
