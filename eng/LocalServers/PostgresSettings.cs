using System.Globalization;

namespace Julie.LocalServers;

/// <summary>The server's settings, given on its command line so that no file in the data directory has to be kept in step.</summary>
internal static class PostgresSettings
{
    private const long Megabyte = 1024 * 1024;
    private static readonly long Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public static IEnumerable<string> Arguments(int port, bool throwaway)
    {
        var settings = new List<string>
        {
            "listen_addresses=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            // Socket paths have 107 characters at most, and the data directory's path may be long: TCP only.
            "unix_socket_directories=",
            "max_connections=200",
            string.Create(CultureInfo.InvariantCulture, $"shared_buffers={SharedBuffers(throwaway) / Megabyte}MB"),
            string.Create(CultureInfo.InvariantCulture, $"effective_cache_size={Memory / 2 / Megabyte}MB"),
            "maintenance_work_mem=256MB",
            "max_wal_size=4GB",
            "checkpoint_timeout=15min",
            "synchronous_commit=on",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %q%u@%d ",
        };
        if (SharedMemoryIsSmall())
        {
            // Parallel index builds need more than the 64 MB of /dev/shm that a container gets.
            settings.Add("dynamic_shared_memory_type=mmap");
        }

        if (throwaway)
        {
            settings.AddRange(["fsync=off", "full_page_writes=off"]);
        }

        return settings.SelectMany(s => new[] { "-c", s });
    }

    /// <summary>A quarter of the memory, as PostgreSQL's manual advises: at a million passages the graph and the postings alone are more than a gigabyte.</summary>
    private static long SharedBuffers(bool throwaway) =>
        Math.Clamp(Memory / 4, 64 * Megabyte, (throwaway ? 128 : 4096) * Megabyte);

    private static bool SharedMemoryIsSmall() =>
        !Directory.Exists("/dev/shm") || new DriveInfo("/dev/shm").TotalSize < 1024 * Megabyte;
}
