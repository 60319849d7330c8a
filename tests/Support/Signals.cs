using System.Runtime.InteropServices;

namespace Julie.Tests.Support;

/// <summary>Signals to processes: what operators and kernels send.</summary>
public static partial class Signals
{
    /// <summary>SIGTERM: asks it to end.</summary>
    public static void Terminate(int processId) => _ = Kill(processId, 15);

    /// <summary>SIGKILL: ends it without a chance to clean up.</summary>
    public static void KillHard(int processId) => _ = Kill(processId, 9);

    /// <summary>SIGSTOP: nothing of it runs until <see cref="Continue"/>; its connections stay open.</summary>
    public static void Stop(int processId) => _ = Kill(processId, 19);

    /// <summary>SIGCONT: goes on.</summary>
    public static void Continue(int processId) => _ = Kill(processId, 18);

    /// <summary>Whether a process with this id exists.</summary>
    public static bool Exists(int processId) => Directory.Exists($"/proc/{processId}");

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
