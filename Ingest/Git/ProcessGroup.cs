using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Julie.Ingest.Git;

/// <summary>
/// Programs in a process group of their own with a limit on their time. coreutils' <c>timeout</c> makes the group and keeps
/// the limit even when this process is killed; where it is missing (macOS) the limit is kept here only.
/// </summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;

    private static readonly string? Timeout = new[] { "/usr/bin/timeout", "/bin/timeout" }.FirstOrDefault(File.Exists);

    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        var info = new ProcessStartInfo
        {
            FileName = Timeout ?? program,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Timeout is not null)
        {
            // A little longer than the limit kept here, whose error says more.
            info.ArgumentList.Add("--signal=KILL");
            info.ArgumentList.Add(((long)limit.TotalSeconds + 5).ToString(System.Globalization.CultureInfo.InvariantCulture));
            info.ArgumentList.Add(program);
        }

        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    /// <summary>Kills the process and everything that it started.</summary>
    public static void Kill(Process process)
    {
        try
        {
            if (process.HasExited)
            {
                return;
            }

            // `timeout` may not have made its group yet, so the tree is killed as well.
            if (Timeout is not null)
            {
                _ = KillProcess(-process.Id, SigKill);
            }

            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int pid, int signal);
}
