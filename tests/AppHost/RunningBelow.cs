namespace Julie.AppHost.Tests;

/// <summary>Finds the processes that belong to a folder: by command line, working directory or environment.</summary>
internal static class RunningBelow
{
    public static IReadOnlyList<string> Folder(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out var id) && id != Environment.ProcessId && Mentions(p, folder))
            .Select(p => $"{Path.GetFileName(p)} {Read(p, "cmdline").Replace('\0', ' ')}")];

    public static async Task UntilNoneAsync(string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Folder(folder) is { Count: > 0 } left)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, $"still running:\n{string.Join('\n', left)}");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static bool Mentions(string process, string folder) =>
        Read(process, "cmdline").Contains(folder, StringComparison.Ordinal)
        || Read(process, "environ").Contains(folder, StringComparison.Ordinal)
        || WorkingDirectory(process).StartsWith(folder, StringComparison.Ordinal);

    private static string WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // A process that has just ended, or another user's, reads as nothing; so does one that only waits to be reaped.
    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
