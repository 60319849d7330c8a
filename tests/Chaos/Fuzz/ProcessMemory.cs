using System.Globalization;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>What the kernel says about a process.</summary>
internal static class ProcessMemory
{
    /// <summary>The most physical memory that it ever held, in bytes.</summary>
    public static long Peak(int processId) => Read(processId, "VmHWM:");

    private static long Read(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
